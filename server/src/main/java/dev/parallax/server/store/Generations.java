package dev.parallax.server.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The generation in force, and older ones that somebody still reads. Thread-safe; changed by the writer alone.
final class Generations {
    private final TreeMap<Long, Generation> byVersion = new TreeMap<>();

    Generations(Generation first) {
        byVersion.put(first.version(), first);
    }

    /// The generation of a schema's version, counted as read until it is left; empty if it is over.
    synchronized Optional<Generation> enter(long version) {
        return Optional.ofNullable(byVersion.get(version)).filter(Generation::enter);
    }

    /// Before the commit that brings it into force, so that every snapshot finds its own.
    synchronized void announce(Generation next) {
        byVersion.put(next.version(), next);
    }

    /// After a commit that failed.
    synchronized void takeBack(Generation next) {
        byVersion.remove(next.version());
    }

    synchronized boolean hasEarlier(Generation current) {
        return byVersion.firstKey() < current.version();
    }

    /// Ends the generations before `current` that nobody reads.
    ///
    /// @return the tables that no generation has any more
    synchronized List<String> retire(Generation current) {
        List<Generation> over = new ArrayList<>();
        for (Generation each : List.copyOf(byVersion.headMap(current.version()).values())) {
            if (each.retire()) {
                byVersion.remove(each.version());
                over.add(each);
            }
        }
        return over.stream()
                .flatMap(each -> names(each).stream())
                .distinct()
                .filter(name -> byVersion.values().stream()
                        .noneMatch(each -> names(each).contains(name)))
                .toList();
    }

    private static Collection<String> names(Generation generation) {
        return generation.tables().names().values();
    }
}

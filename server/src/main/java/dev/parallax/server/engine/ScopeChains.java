package dev.parallax.server.engine;

import dev.parallax.server.store.StoredClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The chains of all changelog clients, by session and client. Thread-safe.
final class ScopeChains {
    /// Clients of one session: a person has few devices, but a fleet may share a session. Each is a row on the
    /// disk and a kilobyte in memory.
    static final int CLIENTS_LIMIT = 1_000;

    private final Map<String, Map<String, Chain>> bySession = new ConcurrentHashMap<>();

    /// @param stored what is known from before a restart
    ScopeChains(List<StoredClient> stored) {
        stored.forEach(client -> put(new Chain(client)));
    }

    Optional<Chain> find(String sessionKey, String clientId) {
        return Optional.ofNullable(bySession.getOrDefault(sessionKey, Map.of()).get(clientId));
    }

    /// @return the client that had to make room, if one had
    @Nullable
    StoredClient put(Chain chain) {
        StoredClient founding = chain.founding();
        Map<String, Chain> clients = bySession.computeIfAbsent(founding.sessionKey(), key -> new ConcurrentHashMap<>());
        clients.put(founding.clientId(), chain);
        if (clients.size() <= CLIENTS_LIMIT) {
            return null;
        }
        Optional<Chain> oldest =
                clients.values().stream().filter(other -> other != chain).min(Comparator.comparingLong(Chain::seen));
        return oldest.map(other -> {
                    clients.remove(other.founding().clientId(), other);
                    return other.founding();
                })
                .orElse(null);
    }

    /// The session is over.
    void end(String sessionKey) {
        bySession.remove(sessionKey);
    }

    /// The oldest version after which every change is still needed by some client; empty if none needs any. From there
    /// on chains can be computed after whatever happens to the process: what a client has acknowledged since counts
    /// only once it is on the disk.
    ///
    /// @param heardSince a version; whoever was last heard of before it does not count
    OptionalLong neededAfter(long heardSince) {
        return all().stream()
                .filter(chain -> chain.seen() >= heardSince)
                .mapToLong(chain -> chain.founding().position())
                .min();
    }

    /// Whoever was last heard of before a version is not known any more.
    ///
    /// @return what was known of them
    List<StoredClient> forget(long heardBefore) {
        List<StoredClient> forgotten = new ArrayList<>();
        for (Chain chain : all()) {
            StoredClient founding = chain.founding();
            Map<String, Chain> clients = bySession.getOrDefault(founding.sessionKey(), Map.of());
            if (chain.seen() < heardBefore && clients.remove(founding.clientId(), chain)) {
                forgotten.add(founding);
            }
        }
        return forgotten;
    }

    List<Chain> all() {
        List<Chain> all = new ArrayList<>();
        bySession.values().forEach(clients -> all.addAll(clients.values()));
        return all;
    }
}

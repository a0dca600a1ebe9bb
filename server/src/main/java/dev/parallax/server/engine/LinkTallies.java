package dev.parallax.server.engine;

import dev.parallax.policy.Candidates;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.LinkTerm;
import dev.parallax.policy.PathChange;
import dev.parallax.policy.SessionTerm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tallies of all live audiences, and the index from a key to those that hold there. Confined to the lock of its
/// [Audiences].
///
/// A tally is counted in a state of the database that may be newer than the last publication (then commits that are
/// announced but not published yet are in it) or older (then some were published meanwhile). Both are known here, with
/// the paths that they made and broke; so a new tally is brought to exactly the last publication, and from there on
/// every publication brings it to the next.
final class LinkTallies {
    private static final Logger LOG = LoggerFactory.getLogger(LinkTallies.class);

    private final Map<LinkTally.Key, LinkTally> tallies = new HashMap<>();
    private final Map<String, Set<LinkTally>> byQuestion = new HashMap<>();
    private final Map<String, Map<SessionTerm, Set<LinkTally>>> byTerm = new HashMap<>();
    private final Map<LinkTerm, Set<LinkTally>> holders = new HashMap<>();
    private final List<LinkTally> turned = new ArrayList<>();
    /// On their way to the disk, or there and not published yet.
    private final Deque<Step> announced = new ArrayDeque<>();

    private final Set<Counting> countings = new LinkedHashSet<>();

    private record Step(long version, LinkedEffects effects) {}

    /// A count that is being taken somewhere else. What is published meanwhile is remembered for it.
    static final class Counting {
        private final List<LinkTally.Key> keys;
        private final List<Step> published = new ArrayList<>();

        private Counting(List<LinkTally.Key> keys) {
            this.keys = keys;
        }

        List<LinkTally.Key> keys() {
            return keys;
        }
    }

    LinkTally get(LinkTally.Key key) {
        LinkTally tally = tallies.get(key);
        if (tally == null) {
            throw new IllegalStateException("an audience joins before its links were counted");
        }
        return tally;
    }

    boolean has(LinkTally.Key key) {
        return tallies.containsKey(key);
    }

    /// Those whose `exists` holds at the term's key, or did before the publication in progress.
    Set<LinkTally> holders(LinkTerm term) {
        return holders.getOrDefault(term, Set.of());
    }

    /// Those whose answers the publication in progress turned over somewhere.
    List<LinkTally> turned() {
        return turned;
    }

    Counting startCounting(List<LinkTally.Key> keys) {
        Counting counting = new Counting(keys);
        countings.add(counting);
        return counting;
    }

    /// Counts that are being taken now were begun by another schema.
    void forgetCountings() {
        countings.clear();
    }

    void giveUp(Counting counting) {
        countings.remove(counting);
    }

    /// Adds the tallies of a count that is done.
    ///
    /// @return false if it cannot be brought to the last publication, because it misses or holds a transaction too
    ///     large to be told apart, or was begun by another schema: it must be taken again, after the
    ///     next publication if need be
    boolean finish(Counting counting, TallySource.Counted counted) {
        if (!countings.remove(counting)) {
            return false;
        }
        List<Step> undone = announcedUpTo(counted.version());
        List<Step> done = counting.published.stream()
                .filter(step -> step.version() > counted.version())
                .toList();
        boolean isTellable = counting.keys.stream()
                .map(key -> key.question().id())
                .allMatch(question -> isTellable(question, undone) && isTellable(question, done));
        if (isTellable) {
            add(counting.keys, counted, undone, done);
        }
        return isTellable;
    }

    /// Adds the tallies of a count in the newest state, on the thread that publishes. If that holds transactions too
    /// large to be told apart, their publication counts once more.
    void add(List<LinkTally.Key> keys, TallySource.Counted newest) {
        add(keys, newest, List.copyOf(announced), List.of());
    }

    private void add(List<LinkTally.Key> keys, TallySource.Counted counted, List<Step> undone, List<Step> done) {
        for (LinkTally.Key key : keys) {
            if (!has(key)) {
                Map<Object, Long> counts = new HashMap<>(counted.counts().getOrDefault(key, Map.of()));
                undone.forEach(step -> add(key, step.effects(), -1, counts));
                done.forEach(step -> add(key, step.effects(), 1, counts));
                install(new LinkTally(key, counts));
            }
        }
    }

    private List<Step> announcedUpTo(long version) {
        return announced.stream().filter(step -> step.version() <= version).toList();
    }

    private static boolean isTellable(String question, List<Step> steps) {
        return steps.stream().noneMatch(step -> step.effects().uncounted().contains(question));
    }

    /// Commits that no state of the database holds yet, and that are published in this order if it ever does.
    void announce(long version, LinkedEffects effects) {
        if (!effects.isNothing()) {
            announced.add(new Step(version, effects));
        }
    }

    /// The announced commits will not be.
    void withdraw() {
        announced.clear();
    }

    /// A commit is published: until [#end], every tally knows its answers before and after it.
    ///
    /// @param writer counts in the state right after the commit, if there is no other way
    void begin(long version, LinkedEffects effects, TallySource writer) {
        announced.removeIf(step -> step.version() <= version);
        if (effects.isNothing()) {
            return;
        }
        countings.forEach(counting -> counting.published.add(new Step(version, effects)));
        Set<LinkTally> recount = new LinkedHashSet<>();
        effects.uncounted().forEach(question -> recount.addAll(byQuestion.getOrDefault(question, Set.of())));
        Map<LinkTally, Map<Object, Net>> nets = nets(effects);
        nets.forEach((tally, byKey) -> byKey.forEach((key, net) -> {
            if (!recount.contains(tally) && !tally.add(key, net.paths(), net.version())) {
                LOG.error("A tally of linked rows was wrong and is counted anew");
                recount.add(tally);
            }
        }));
        recount(recount, version, writer);
        Set<LinkTally> changed = new LinkedHashSet<>(nets.keySet());
        changed.addAll(recount);
        for (LinkTally tally : changed) {
            if (!tally.turned().isEmpty()) {
                turned.add(tally);
                tally.turned().keySet().stream().filter(tally::holds).forEach(key -> hold(tally, key));
            }
        }
    }

    /// Only the answers after the commit count from now on.
    void end() {
        for (LinkTally tally : turned) {
            tally.turned().keySet().stream().filter(key -> !tally.holds(key)).forEach(key -> let(tally, key));
            tally.turned().clear();
        }
        turned.clear();
    }

    /// Forgets those of these that nobody asks any more.
    void dropUnused(Collection<LinkTally.Key> keys) {
        for (LinkTally.Key key : keys) {
            LinkTally tally = tallies.get(key);
            if (tally != null && !tally.isUsed()) {
                drop(tally);
            }
        }
    }

    private void drop(LinkTally tally) {
        LinkQuestion question = tally.question();
        tallies.remove(tally.key());
        remove(byQuestion, question.id(), tally);
        Map<SessionTerm, Set<LinkTally>> terms = byTerm.getOrDefault(question.id(), new HashMap<>());
        question.termsOf(tally.asked()).forEach(term -> remove(terms, term, tally));
        if (terms.isEmpty()) {
            byTerm.remove(question.id());
        }
        tally.counts().keySet().forEach(key -> let(tally, key));
        tally.turned().keySet().forEach(key -> let(tally, key));
        turned.remove(tally);
    }

    private void install(LinkTally tally) {
        LinkQuestion question = tally.question();
        tallies.put(tally.key(), tally);
        byQuestion.computeIfAbsent(question.id(), id -> new LinkedHashSet<>()).add(tally);
        Map<SessionTerm, Set<LinkTally>> terms = byTerm.computeIfAbsent(question.id(), id -> new HashMap<>());
        question.termsOf(tally.asked())
                .forEach(term -> terms.computeIfAbsent(term, none -> new LinkedHashSet<>())
                        .add(tally));
        tally.counts().keySet().forEach(key -> hold(tally, key));
    }

    private void recount(Collection<LinkTally> wrong, long version, TallySource writer) {
        if (!wrong.isEmpty()) {
            List<LinkTally.Key> keys = wrong.stream().map(LinkTally::key).toList();
            TallySource.Counted counted = writer.count(keys);
            for (LinkTally tally : wrong) {
                LinkTally.Key key = tally.key();
                Map<Object, Long> counts = new HashMap<>(counted.counts().getOrDefault(key, Map.of()));
                announced.forEach(step -> add(key, step.effects(), -1, counts));
                tally.replace(counts, version);
            }
        }
    }

    private record Net(long paths, long version) {
        Net plus(Net other) {
            return new Net(paths + other.paths, Math.max(version, other.version));
        }
    }

    /// Costs by the tallies that the terms of the paths' ends name.
    private Map<LinkTally, Map<Object, Net>> nets(LinkedEffects effects) {
        Map<LinkTally, Map<Object, Net>> nets = new LinkedHashMap<>();
        for (PathChange path : effects.paths()) {
            Set<LinkTally> asking = byQuestion.getOrDefault(path.question(), Set.of());
            if (asking.isEmpty()) {
                continue;
            }
            LinkQuestion question = asking.iterator().next().question();
            for (LinkTally tally : candidates(question, path, asking)) {
                if (question.isTrue(path.end(), tally.asked())) {
                    nets.computeIfAbsent(tally, none -> new LinkedHashMap<>())
                            .merge(path.key(), new Net(path.isMade() ? 1 : -1, path.version()), Net::plus);
                }
            }
        }
        return nets;
    }

    private Collection<LinkTally> candidates(LinkQuestion question, PathChange path, Set<LinkTally> asking) {
        return switch (question.candidates(path.end())) {
            case Candidates.Nobody ignored -> List.of();
            case Candidates.Everyone ignored -> asking;
            case Candidates.Unindexed ignored -> asking;
            case Candidates.Matching matching -> {
                Set<LinkTally> found = new LinkedHashSet<>();
                Map<SessionTerm, Set<LinkTally>> terms = byTerm.getOrDefault(question.id(), Map.of());
                matching.terms().forEach(term -> {
                    if (term instanceof SessionTerm own) {
                        found.addAll(terms.getOrDefault(own, Set.of()));
                    }
                });
                yield found;
            }
        };
    }

    private static void add(LinkTally.Key key, LinkedEffects effects, int sign, Map<Object, Long> counts) {
        for (PathChange path : effects.paths()) {
            if (path.question().equals(key.question().id()) && key.question().isTrue(path.end(), key.asked())) {
                counts.merge(path.key(), path.isMade() ? (long) sign : -sign, Long::sum);
            }
        }
    }

    private void hold(LinkTally tally, Object key) {
        holders.computeIfAbsent(new LinkTerm(tally.question().id(), key), none -> new LinkedHashSet<>())
                .add(tally);
    }

    private void let(LinkTally tally, Object key) {
        remove(holders, new LinkTerm(tally.question().id(), key), tally);
    }

    private static <K> void remove(Map<K, Set<LinkTally>> index, K key, LinkTally tally) {
        Set<LinkTally> found = index.get(key);
        if (found != null && found.remove(tally) && found.isEmpty()) {
            index.remove(key);
        }
    }
}

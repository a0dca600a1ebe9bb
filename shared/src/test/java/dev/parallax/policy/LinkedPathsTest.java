package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The number of paths at each key, kept up by the changes alone, against counting them anew after each transaction.
class LinkedPathsTest {
    private static final int WORLDS = Integer.getInteger("parallax.seeds", 40);
    private static final int CONDITIONS = 6;
    private static final int TRANSACTIONS = 12;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    @Test
    void countsKeptUpByChangesAreThoseCountedAnew() {
        int made = 0;
        int broken = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            RandomPolicies random = new RandomPolicies(seed);
            RandomPolicies.World world = random.world();
            List<LinkQuestion> questions = new ArrayList<>();
            while (questions.size() < CONDITIONS) {
                questions.addAll(LinkQuestion.of(random.condition(world).expression()));
            }
            SessionValues session = random.session(world);
            Map<LinkQuestion, Map<Object, Long>> counts = new HashMap<>();
            for (LinkQuestion question : questions) {
                counts.put(question, counted(question, world, session));
            }
            for (int step = 0; step < TRANSACTIONS; step++) {
                List<Change> changes = random.transaction(world, 10_000 + 100L * step);
                RandomPolicies.World next = world.after(changes);
                for (LinkQuestion question : questions) {
                    LinkedRows before = OverlaidRows.before(changes, next.linked());
                    List<PathChange> paths = LinkedPaths.of(question, changes, before, next.linked(), NO_LIMIT)
                            .orElseThrow();
                    Map<Object, Long> kept = counts.getOrDefault(question, new HashMap<>());
                    for (PathChange path : paths) {
                        if (question.isTrue(path.end(), session)) {
                            kept.merge(path.key(), path.isMade() ? 1L : -1L, Long::sum);
                            made += path.isMade() ? 1 : 0;
                            broken += path.isMade() ? 0 : 1;
                        }
                    }
                    kept.values().removeIf(count -> count == 0);
                    assertThat(kept)
                            .as("seed %d, step %d, %s after %s", seed, step, question.exists(), changes)
                            .isEqualTo(counted(question, next, session));
                }
                world = next;
            }
        }
        assertThat(made).isGreaterThan(100);
        assertThat(broken).isGreaterThan(100);
    }

    /// Paths by key, found from every row of the first link's target.
    private static Map<Object, Long> counted(LinkQuestion question, RandomPolicies.World world, SessionValues session) {
        Map<Object, Long> counts = new HashMap<>();
        var first = question.path().getFirst();
        for (Row row : world.rows().getOrDefault(first.target(), List.of())) {
            Object key = LinkQuestion.key(row.get(first.targetField()));
            long count = key == null ? 0 : count(question, row, 0, world, session);
            if (count > 0) {
                counts.merge(key, count, Long::sum);
            }
        }
        return counts;
    }

    private static long count(
            LinkQuestion question, Row row, int hop, RandomPolicies.World world, SessionValues session) {
        if (hop == question.path().size() - 1) {
            return question.isTrue(row, session) ? 1 : 0;
        }
        long count = 0;
        for (Row next : Evaluator.follow(question.path().get(hop + 1), row, world.linked())) {
            count += count(question, next, hop + 1, world, session);
        }
        return count;
    }
}

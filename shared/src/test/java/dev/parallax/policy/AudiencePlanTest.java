package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class AudiencePlanTest {
    private static final int WORLDS = 40;
    private static final int CONDITIONS_PER_WORLD = 60;
    private static final int SESSIONS_PER_WORLD = 12;

    @Test
    void candidatesNeverLeaveOutASessionThatMaySeeTheRow() {
        int matching = 0;
        int settled = 0;
        for (long seed = 0; seed < WORLDS; seed++) {
            RandomPolicies policies = new RandomPolicies(seed);
            RandomPolicies.World world = policies.world();
            List<SessionValues> sessions = new ArrayList<>();
            for (int count = 0; count < SESSIONS_PER_WORLD; count++) {
                sessions.add(policies.session(world));
            }
            for (int count = 0; count < CONDITIONS_PER_WORLD; count++) {
                RandomPolicies.Condition condition = policies.condition(world);
                AudiencePlan plan = AudiencePlan.of(condition.expression());
                for (Row row : world.rows().getOrDefault(RandomPolicies.SUBJECT, List.of())) {
                    Candidates candidates = plan.candidates(row);
                    matching += candidates instanceof Candidates.Matching ? 1 : 0;
                    settled += candidates instanceof Candidates.Everyone || candidates instanceof Candidates.Nobody
                            ? 1
                            : 0;
                    for (SessionValues session : sessions) {
                        boolean visible =
                                Evaluator.evaluate(condition.expression(), row, session, world.linked()) == Truth.TRUE;
                        assertThat(isConsistent(candidates, visible, holds(condition, session, world)))
                                .as(
                                        "seed %d: %s for %s and %s gives %s",
                                        seed, condition.source(), row, session, candidates)
                                .isTrue();
                    }
                    if (candidates instanceof Candidates.Unindexed) {
                        assertThat(plan.notIndexable()).as(condition.source()).isNotEmpty();
                    }
                    if (candidates instanceof Candidates.Matching(var terms)) {
                        assertThat(plan.indexedFields())
                                .containsAll(terms.stream()
                                        .filter(SessionTerm.class::isInstance)
                                        .map(term -> ((SessionTerm) term).field())
                                        .toList());
                    }
                }
            }
        }
        assertThat(matching).isGreaterThan(1_000);
        assertThat(settled).isGreaterThan(1_000);
    }

    private static Predicate<AudienceTerm> holds(
            RandomPolicies.Condition condition, SessionValues session, RandomPolicies.World world) {
        return term -> switch (term) {
            case SessionTerm own -> own.equals(SessionTerm.of(own.field(), session));
            case LinkTerm link ->
                LinkQuestion.of(condition.expression()).stream()
                        .filter(question -> question.id().equals(link.question()))
                        .anyMatch(question -> holds(question, link.key(), session, world));
        };
    }

    private static boolean holds(LinkQuestion question, Object key, SessionValues session, RandomPolicies.World world) {
        Row asking = RowsInMemory.row(world.subject(), Map.of(question.localField(), key), 1);
        return Evaluator.evaluate(question.exists(), asking, session, world.linked()) == Truth.TRUE;
    }

    private static boolean isConsistent(Candidates candidates, boolean visible, Predicate<AudienceTerm> holds) {
        return switch (candidates) {
            case Candidates.Everyone ignored -> visible;
            case Candidates.Nobody ignored -> !visible;
            case Candidates.Unindexed ignored -> true;
            case Candidates.Matching(var terms) -> !visible || terms.stream().anyMatch(holds);
        };
    }
}

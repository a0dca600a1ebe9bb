package dev.parallax.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.scenario.Progress.State;
import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.expectation.ExpectationLanguage;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.expectation.Vocabulary;
import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that fail, stop and pause. That scenarios pass, [GalleryTest] shows.
class ScenarioRunTest {
    private static final String HEAD = """
            scenario: Test
            teaches: Nothing.
            world: { users: 3, workspaces: 1, posts: 0 }
            heartbeat: 100 ms
            clients:
              Ann: { user: 1 }
              Ben: { user: 2 }
            setup:
              - act: { create: post, set: { workspaceId: 1, authorUserId: 1, title: T, content: C }, call: draft }
            steps:
            """;

    /// Every lesson would notice a policy that is wrong in the way it is about.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            publishing-a-draft   | query                  | True
            role-change          | query                  | Or(authorUserId == Session.userId, published == True)
            workspace-membership | query                  | authorUserId == Session.userId
            handing-over         | update                 | True
            offline-edit         | query                  | published == True
            rejected-merge       | query                  | published == True
            expired-session      | query                  | published == True
            corrupted-cache      | query                  | published == True
            batches-and-deltas   | query                  | published == True
            five-dialects        | query                  | published == True
            """)
    void aWrongPolicyFailsTheLesson(String name, String operation, String rule) {
        String planted = "steps:\n  - policy: { record: post, operation: " + operation + ", is: '" + rule + "' }\n";
        String source = Gallery.source(name).replace("steps:\n", planted);
        // This lesson brings a rule into force itself: another one is planted in its place.
        String late = source.replaceAll("(?s)is: \\|.*?\\n  - say", "is: '" + rule + "'\n  - say");
        Progress end = Plays.play(ScenarioReader.read(name, shortened(late)));
        assertThat(end.passed()).isFalse();
        assertThat(Plays.failures(end)).isNotEmpty();
    }

    @Test
    void aFailedExpectationNamesItsLineAndWhatComesAfterIsPlayed() {
        Progress end = play("""
                  - expect: { now: user 2 holds post $draft }
                  - expect: { now: user 1 holds post $draft }
                """);
        assertThat(end.state()).isEqualTo(State.ENDED);
        assertThat(end.passed()).isFalse();
        assertThat(end.results())
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.DONE, Outcome.FAILED, Outcome.DONE);
        assertThat(end.results().get(1).line()).isEqualTo(11);
        assertThat(end.results().get(1).sentence()).isEqualTo("Not so: Client 2 (Ben) does not hold Post 1.");
    }

    @Test
    void whatMustNeverBeIsSeenHoweverShortItLasted() {
        Progress end = play("""
                  - expect: { always: user 2 never holds post $draft }
                  - act: { as: Ann, update: post $draft, set: { published: true } }
                  - act: { as: Ann, update: post $draft, set: { published: false } }
                  - wait: convergence
                """);
        assertThat(end.results()).extracting(StepResult::outcome).doesNotContain(Outcome.FAILED);
        assertThat(end.lasting()).singleElement().satisfies(pin -> {
            assertThat(pin.standing().verdict()).isEqualTo(Verdict.FAILS);
            assertThat(pin.standing().sentence()).isEqualTo("Client 2 (Ben) holds Post 1.");
        });
        assertThat(end.passed()).isFalse();
    }

    @Test
    void whatNobodyCanSayIsNotTrue() {
        Progress end = play("  - expect: { always: everyone with role guest holds 0 drafts }\n");
        assertThat(end.lasting())
                .singleElement()
                .satisfies(pin -> assertThat(pin.standing().verdict()).isEqualTo(Verdict.UNDECIDED));
        assertThat(end.passed()).isFalse();
        assertThat(play("  - expect: { now: client Ann holds 0 users }\n").passed())
                .isFalse();
    }

    @Test
    void aRefusalThatWasNotExpectedFailsTheStep() {
        Progress end = play("""
                  - act: { as: Ben, update: post $draft, set: { title: Mine } }
                  - act: { as: Ann, update: post $draft, set: { title: Mine }, result: rejected }
                  - act: { update: post 99, set: { title: Mine } }
                """);
        assertThat(end.results())
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.DONE, Outcome.FAILED, Outcome.FAILED, Outcome.FAILED);
    }

    @Test
    void aBatchIsOneTransaction() {
        Progress end = play("""
                  - expect: { always: user 2 never holds post $draft }
                  - batch:
                      - { update: post $draft, set: { published: true } }
                      - { update: post $draft, set: { published: false, title: Twice } }
                  - expect: 'user 1 holds post $draft where title is "Twice"'
                  - wait: convergence
                """);
        assertThat(Plays.failures(end)).isEmpty();
    }

    @Test
    void aRowThatStaysTooLongIsTimed() {
        Progress end = play("""
                  - act: { update: post $draft, set: { published: true } }
                  - expect: everyone holds post $draft
                  - expect: nobody holds a revoked row longer than 300 ms
                  - fault: { on: Ben, latency: 800 ms }
                  - act: { update: post $draft, set: { published: false } }
                  - expect: user 2 does not hold post $draft
                """);
        assertThat(end.lasting()).singleElement().satisfies(pin -> {
            assertThat(pin.standing().verdict()).isEqualTo(Verdict.FAILS);
            assertThat(pin.standing().place().clientNumber()).isEqualTo(2);
        });
    }

    /// Each of them is over long before the next look at the caches.
    @Test
    void aShortExposureIsTimedToo() {
        Progress end = play("""
                  - act: { update: post $draft, set: { published: true } }
                  - expect: everyone holds post $draft
                  - expect: { always: nobody holds a revoked row longer than 5 ms }
                  - expect: { always: nobody holds a revoked row longer than 1 min }
                  - fault: { on: Ben, latency: 10 ms }
                  - act: { update: post $draft, set: { published: false } }
                  - expect: user 2 does not hold post $draft
                """);
        assertThat(end.lasting())
                .extracting(pin -> pin.standing().verdict())
                .containsExactly(Verdict.FAILS, Verdict.HOLDS);
    }

    @Test
    void aRunThatIsStoppedEndsAtOnceAndSkipsTheRest() {
        Scenario scenario = scenario("""
                  - wait: 5 min
                  - expect: no leaks
                """);
        Pace pace = Pace.quick();
        try (Arena arena = Arena.start(scenario.setting())) {
            ScenarioRun run = new ScenarioRun(scenario, arena, pace, progress -> {});
            CompletableFuture<Progress> end = CompletableFuture.supplyAsync(run::play);
            until(() -> run.progress().current() == 1);
            pace.stop();
            Progress progress = end.join();
            assertThat(progress.state()).isEqualTo(State.STOPPED);
            assertThat(progress.passed()).isFalse();
            assertThat(progress.results())
                    .extracting(StepResult::outcome)
                    .containsExactly(Outcome.DONE, Outcome.SKIPPED, Outcome.SKIPPED);
        }
    }

    @Test
    void aPausedRunGoesOnStepByStep() {
        Scenario scenario = scenario("  - say: One.\n  - say: Two.\n  - say: Three.\n");
        Pace pace = new Pace(Duration.ofMinutes(5));
        pace.pause();
        try (Arena arena = Arena.start(scenario.setting())) {
            ScenarioRun run = new ScenarioRun(scenario, arena, pace, progress -> {});
            CompletableFuture<Progress> end = CompletableFuture.supplyAsync(run::play);
            until(() -> run.progress().current() == 1);
            for (int step = 1; step <= 3; step++) {
                int expected = step;
                assertThat(run.progress().results()).hasSize(step);
                until(() -> {
                    pace.step();
                    return run.progress().results().size() > expected || end.isDone();
                });
                if (run.progress().results().size() > expected + 1) {
                    break;
                }
            }
            // On by itself it would wait for somebody to read.
            until(() -> {
                pace.step();
                return end.isDone();
            });
            assertThat(end.join().passed()).isTrue();
        }
    }

    @Test
    void pinsCanBeTakenOffAndBegunAnew() {
        Scenario scenario = scenario("  - say: Nothing.\n");
        try (Arena arena = Arena.start(scenario.setting())) {
            new ScenarioRun(scenario, arena, Pace.quick(), progress -> {}).play();
            Vocabulary vocabulary = Vocabulary.of(arena.server().inspection().schema());
            int pin = arena.watch().pin(ExpectationLanguage.parse("user 2 never holds post 1", vocabulary));
            until(() -> verdict(arena) == Verdict.HOLDS);
            publish(arena, true);
            until(() -> verdict(arena) == Verdict.FAILS);
            publish(arena, false);
            arena.watch()
                    .within(
                            ExpectationLanguage.parse("user 2 does not hold post 1", vocabulary),
                            Duration.ofSeconds(10))
                    .join();
            assertThat(verdict(arena)).isEqualTo(Verdict.FAILS);
            arena.watch().again(pin);
            until(() -> verdict(arena) == Verdict.HOLDS);
            arena.watch().unpin(pin);
            until(() -> arena.watch().pins().isEmpty());
        }
    }

    private static void publish(Arena arena, boolean published) {
        arena.server()
                .inspection()
                .operate("updatePost", Json.object().put("id", 1).put("published", published))
                .join();
    }

    private static Verdict verdict(Arena arena) {
        return arena.watch().pins().isEmpty()
                ? Verdict.UNDECIDED
                : arena.watch().pins().getFirst().standing().verdict();
    }

    /// Nobody waits long for what will not come.
    private static String shortened(String source) {
        return source.replaceAll("within [0-9]+ s", "within 400 ms").replaceAll("within: [0-9]+ s", "within: 400 ms");
    }

    private static Progress play(String steps) {
        return Plays.play(scenario(steps));
    }

    private static Scenario scenario(String steps) {
        return ScenarioReader.read("test.yaml", HEAD + steps.indent(2).replaceAll("(?m)^    - ", "  - "));
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}

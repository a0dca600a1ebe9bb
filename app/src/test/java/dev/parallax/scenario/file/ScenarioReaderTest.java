package dev.parallax.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parallax.client.Dialect;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.NameRef;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Step;
import dev.parallax.scenario.plan.Who;
import dev.parallax.server.engine.MergeRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
    private static final String HEAD = "scenario: A\nteaches: B\nclients: { Ann: { user: 1 } }\nsteps:\n";

    private static final String ODD = "{}[]:-,\"'|>&*!%@`#\u0000\ud800$ 0a\n\t";

    @Test
    void readsAWholeScenario() {
        Scenario scenario = ScenarioReader.read("whole.yaml", """
                scenario: Whole
                teaches: Everything.
                seed: 3
                world: { users: 4, posts: 5 }
                people: { 1: Ann }
                merge: reject
                batch window: 200 ms
                heartbeat: 100 ms
                clients:
                  Ann: { user: 1, role: admin, dialect: changelog }
                setup:
                  - act: { create: post, set: { title: "12", published: true, authorUserId: 1 }, call: first }
                steps:
                  - say: Look.
                  - say: Now.
                    act: { as: Ann, update: post $first, set: { title: Two, workspaceId: $first }, result: any }
                  - batch:
                      - { delete: post 2 }
                  - fault: { on: [Ann], latency: 20 ms, do: cut }
                  - fault: { on: server, do: restart, down: 1 s }
                  - wait: 10 ms
                  - traffic: { rate: 5, for: 1 s }
                  - expect: no leaks
                  - expect: { now: user 1 holds post $first }
                  - expect: all converge within 3 s
                  - connect: { Ben: { user: 2 } }
                  - disconnect: all
                """);
        assertThat(scenario.setting().seed()).isEqualTo(3);
        assertThat(scenario.setting().users()).isEqualTo(4);
        assertThat(scenario.setting().workspaces()).isEqualTo(2);
        assertThat(scenario.setting().merge()).isEqualTo(MergeRule.REJECT);
        assertThat(scenario.setting().clients()).containsExactly(new Cast("Ann", 1, "admin", Dialect.CHANGELOG));
        assertThat(scenario.setup())
                .extracting(Step::deed)
                .containsExactly(new Deed.Act(
                        "",
                        new Edit.Create("Post", Map.of("title", "12", "published", true, "authorUserId", 1L)),
                        "first",
                        Deed.Result.ACCEPTED));
        assertThat(scenario.steps().get(1))
                .isEqualTo(new Step(
                        "Now.",
                        new Deed.Act(
                                "Ann",
                                new Edit.Update(
                                        new RowRef("Post", "$first"),
                                        Map.of("title", "Two", "workspaceId", new NameRef("first"))),
                                "",
                                Deed.Result.ANY),
                        15));
        assertThat(scenario.steps().stream().skip(2).map(Step::deed))
                .containsExactly(
                        new Deed.Batch(List.of(new Edit.Delete(new RowRef("Post", "2")))),
                        new Deed.ClientFault(
                                new Who(List.of("Ann")),
                                new Deed.LinkChange(null, Duration.ofMillis(20), null, null, null, null),
                                Optional.of(Deed.Blow.CUT)),
                        new Deed.ServerFault("restart", Map.of("downMillis", 1_000L)),
                        new Deed.Pause(Duration.ofMillis(10)),
                        new Deed.StartTraffic(5, Duration.ofSeconds(1), null),
                        new Deed.Expect(Deed.When.ALWAYS, "no leaks", Deed.PATIENCE_DEFAULT),
                        new Deed.Expect(Deed.When.NOW, "user 1 holds post $first", Deed.PATIENCE_DEFAULT),
                        new Deed.Expect(Deed.When.EVENTUALLY, "all converge within 3 s", Duration.ofSeconds(3)),
                        new Deed.Connect(List.of(new Cast("Ben", 2, "user", Dialect.CURSOR))),
                        new Deed.Disconnect(Who.ALL));
    }

    /// Each line is a fifth line of a file, below four that are right; `^` stands before what is wrong.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            - ^ack: { as: Ann }                                 | `ack` is no step; did you mean `act`?
            - { say: A, act: { create: post }, ^wait: 1 s }     | a step does one thing; `act` stands here already
            - act: { as: ^An, delete: post 1 }                  | there is no client `An` here
            - act: { as: Ann, delete: ^pots 1 }                 | there is no record `pots`; did you mean `post`?
            - act: { as: Ann, delete: ^post one }               | a row is a record and an id
            - act: { as: Ann, delete: ^post $one }              | no step before has called a row `one`
            - act: { as: Ann, update: post 1, set: { ^tite: A } } | did you mean `title`?
            - act: ^{ as: Ann, update: post 1 }                 | `set` is missing here
            - act: { as: Ann, ^updaet: post 1 }                 | `updaet` is no key of an act; did you mean `update`?
            - act: { as: Ann, delete: post 1, result: ^acepted } | did you mean `accepted`?
            - act: { as: Ann, delete: post 1, call: ^it }       | `call` names a row that is created
            - session: ^{ of: Ann }                             | `set` is missing here
            - expect: user 1 ^hols post 1                       | did you mean `holds`?
            - expect: { now: "user 1 holds ^pst 1" }            | did you mean `post`?
            - expect: { now: ^nobody holds a revoked row longer than 1 s } | after `always`
            - expect: ^{ now: no leaks, always: no leaks }      | one of `now`, `eventually`, `always`
            - expect: { always: ^all converge within 2 s }      | the sentence has a limit of its own
            - wait: ^soon                                       | `wait` is a duration
            - wait: ^11 min                                     | `wait` is a duration
            - fault: ^{ on: Ann }                               | this fault does nothing
            - fault: { on: Ann, latency: ^2 h }                 | `latency` is a duration
            - fault: { on: Ann, offline: ^maybe }               | `offline` is `true` or `false`
            - fault: { on: Ann, do: ^cit }                      | did you mean `cut`?
            - fault: { on: server, do: ^explode }               | one of `restart`, `cut`, `heal`
            - traffic: { rate: ^1000000 }                       | `rate` is a number from 0.1 to 2000.0
            - policy: { record: post, operation: query, is: ^"publshed == True" } | publshed
            - connect: ^{ Ann: { user: 2 } }                    | there is a client `Ann` already
            - connect: { Ben: { user: 2, dialect: ^curser } }   | did you mean `cursor`?
            - ^[one]                                            | a step is a mapping
            - wait: ^*soon                                      | aliases
            - wait: ^&soon 1 s                                  | anchors
            - wait: ^!!str 1 s                                  | tags
            """)
    void namesTheLineAndColumnOfWhatIsWrong(String step, String part) {
        String line = "  " + step;
        ScenarioError error = errors(HEAD + line.replace("^", "") + "\n").getFirst();
        assertThat(error.format("f"))
                .startsWith("f:5:" + (line.indexOf('^') + 1) + ": ")
                .contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [1, 2^                                    | this is no YAML
            ^just text                                | a scenario is a mapping
            {^scenaro: A, teaches: B, steps: []}      | did you mean `scenario`?
            ^{teaches: B, steps: []}                  | `scenario` is missing here
            ^{scenario: A, teaches: B}                | `steps` is missing here
            {scenario: A, ^scenario: B, steps: []}    | stands here twice
            {scenario: A, teaches: B, seed: ^x, steps: []} | `seed` is a whole number
            {scenario: A, teaches: B, merge: ^all, steps: []} | `merge` is one of
            {scenario: A, teaches: B, people: {^9: X}, steps: []} | there are 1 to 6
            {scenario: A, teaches: B, world: {posts: ^99999}, steps: []} | from 0 to 10000
            {scenario: A, teaches: B, heartbeat: ^1 ms, steps: []} | from 50 ms to 60 s
            {scenario: A, teaches: B, clients: {Ann: ^{role: user}}, steps: []} | `user` is missing here
            """)
    void namesWhatIsWrongAboutTheWhole(String text, String part) {
        ScenarioError error = errors(text.replace("^", "")).getFirst();
        assertThat(error.format("f"))
                .startsWith("f:1:" + (text.indexOf('^') + 1) + ": ")
                .contains(part);
    }

    @Test
    void anEmptyFileIsNoScenario() {
        assertThat(errors("").getFirst().format("f")).isEqualTo("f:1:1: the file is empty");
    }

    @Test
    void tellsAllErrorsInTheOrderOfTheFile() {
        List<ScenarioError> errors = errors(HEAD + "  - ack: 1\n  - wait: soon\n  - expect: no leeks\n");
        assertThat(errors).extracting(ScenarioError::line).containsExactly(5, 6, 7);
    }

    @Test
    void aPolicyWithErrorsNamesItsOwnLine() {
        assertThat(errors(HEAD + "  - policy: |\n      record Post {\n        id Itn @id\n      }\n")
                        .getFirst()
                        .sentence())
                .startsWith("the policy's line ");
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefusedBeforeItIsRead() {
        assertThat(errors("#".repeat(300 * 1024)).getFirst().sentence()).contains("larger than 256 Ki");
        assertThat(errors("[".repeat(5_000)).getFirst().sentence()).contains("nested deeper than 16 levels");
        assertThat(errors(HEAD + "  - say: x\n".repeat(501)).getFirst().sentence())
                .contains("at most 500 steps");
    }

    @Test
    void whateverTextThereIsGivesAScenarioOrErrors() {
        Random random = new Random(4);
        String whole = HEAD + "  - act: { as: Ann, update: post 1, set: { title: \"x\" } }\n  - expect: no leaks\n";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                }
            }
            try {
                assertThat(ScenarioReader.read("f", text.toString()).steps()).isNotNull();
            } catch (ScenarioException expected) {
                assertThat(expected.errors()).as(text.toString()).isNotEmpty();
            }
        }
    }

    private static List<ScenarioError> errors(String text) {
        return catchThrowableOfType(ScenarioException.class, () -> ScenarioReader.read("f", text))
                .errors();
    }
}

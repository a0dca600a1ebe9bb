package dev.parallax.scenario.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.scenario.Gallery;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioWriterTest {
    private static final Path DOCUMENT = Path.of("../docs/scenarios.md");

    static Stream<String> gallery() {
        return Gallery.names().stream();
    }

    @ParameterizedTest
    @MethodSource("gallery")
    void whatIsWrittenIsReadAsTheSame(String name) {
        assertSame(Gallery.scenario(name));
    }

    @Test
    void everyKindOfStepIsReadAsTheSame() {
        assertSame(ScenarioReader.read("all.yaml", """
                scenario: "All \\"kinds\\""
                teaches: "Line one.\\nLine two: # no comment"
                merge: reject
                batch window: 1500 ms
                people: { 2: "A: B" }
                clients:
                  "Ann's phone": { user: 1, role: admin, dialect: space }
                setup:
                  - act: { create: post, set: { title: "12", content: "true", workspaceId: 1 }, call: row1 }
                steps:
                  - say: Only words.
                  - act: { as: "Ann's phone", update: post $row1, set: { title: null, workspaceId: $row1 }, result: waits }
                  - act: { as: "Ann's phone", delete: post 3, result: any }
                  - batch: [ { delete: post $row1 }, { create: user, set: { name: X } } ]
                  - policy: { record: post, operation: query, is: 'published == True' }
                  - session: { of: "Ann's phone", set: { role: guest, userId: 2 } }
                  - fault: { on: all, offline: false, latency: 0 ms, jitter: 1500 ms, bandwidth: 0, reading: 2.5, silent: true }
                  - fault: { on: ["Ann's phone"], do: sign in }
                  - fault: { on: server, refuse: true }
                  - fault: { on: server, silent: false }
                  - fault: { on: server, failing: { record: post, times: 2 } }
                  - fault: { on: server, do: restart, down: 20 ms }
                  - fault: { on: server, do: cut }
                  - fault: { on: server, do: heal }
                  - wait: 1 s
                  - wait: { for: convergence, within: 3 s }
                  - traffic: { rate: 2.5, for: 1 s, mix: { edit: 3 } }
                  - traffic: { rate: 3 }
                  - traffic: stop
                  - resolve: { of: "Ann's phone", keep: theirs }
                  - connect: { Ben: { user: 2 }, Cara: { user: 3, dialect: changelog } }
                  - disconnect: [Ben, Cara]
                  - expect: { now: no leaks }
                  - expect: { eventually: user 1 holds post 1, within: 2 s }
                  - expect: user 1 holds post 1 within 2 s
                  - expect: no stale rows
                """));
    }

    @Test
    void aWholeSchemaIsReadAsTheSame() {
        String schema =
                "session {\n    userId Int\n    role   String\n}\n\nrecord Post {\n    @public\n\n    id Int @id\n}\n";
        Scenario scenario = Gallery.scenario("role-change");
        assertThat(ScenarioReader.read(
                                "f",
                                ScenarioWriter.write(new Scenario(
                                        "A",
                                        "B",
                                        scenario.setting(),
                                        List.of(),
                                        List.of(new Step("", new Deed.Policy(schema), 0)))))
                        .steps()
                        .getFirst()
                        .deed())
                .isEqualTo(new Deed.Policy(schema));
    }

    /// The document cannot say what the program does not understand.
    @Test
    void theExampleInTheDocumentIsAScenario() throws IOException {
        String text = Files.readString(DOCUMENT);
        var example = Pattern.compile("(?s)```yaml\\n(scenario: .*?)```").matcher(text);
        assertThat(example.find()).isTrue();
        assertThat(ScenarioReader.read("scenarios.md", example.group(1)).steps())
                .hasSize(4);
        assertThat(Gallery.names()).hasSize(12);
        assertThat(text).contains("the twelve lessons");
    }

    private static void assertSame(Scenario scenario) {
        Scenario again = ScenarioReader.read("again.yaml", ScenarioWriter.write(scenario));
        assertThat(again.setting()).isEqualTo(scenario.setting());
        assertThat(again.name()).isEqualTo(scenario.name());
        assertThat(again.teaches()).isEqualTo(scenario.teaches());
        assertThat(plain(again.setup())).isEqualTo(plain(scenario.setup()));
        assertThat(plain(again.steps())).isEqualTo(plain(scenario.steps()));
    }

    /// Without their lines, which differ.
    private static List<Step> plain(List<Step> steps) {
        return steps.stream().map(step -> new Step(step.say(), step.deed(), 0)).toList();
    }
}

package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import picocli.CommandLine;

class ScenarioCommandTest {
    private static final String HEAD = """
            scenario: A & B
            teaches: Little.
            world: { users: 2, workspaces: 1, posts: 2 }
            clients: { Ann: { user: 1 } }
            steps:
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void exitsWithZeroAndWritesReportsWhenEverythingIsAsExpected() throws Exception {
        Path junit = folder.resolve("reports/junit.xml");
        Path report = folder.resolve("report.json");
        int code = execute(
                file(HEAD + "  - say: Look.\n    expect: { now: everyone holds 2 users }\n"),
                "--junit",
                junit.toString(),
                "--report",
                report.toString());
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "Scenario  A & B", "Look.", "  ok      Now: everyone holds 2 users", "Result    A & B: passed");
        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testsuite")
                .item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("A & B");
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        var json = Json.parseObject(Files.readAllBytes(report));
        assertThat(json.path("passed").booleanValue()).isTrue();
        assertThat(json.path("scenarios")
                        .get(0)
                        .path("steps")
                        .get(0)
                        .path("outcome")
                        .stringValue())
                .isEqualTo("done");
    }

    @Test
    void exitsWithOneWhenAnExpectationFails() throws Exception {
        Path junit = folder.resolve("junit.xml");
        int code = execute(file(HEAD + "  - expect: { now: everyone holds 3 users }\n"), "--junit", junit.toString());
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED  Now: everyone holds 3 users", "line 6: Not so:", "1 failed");
        assertThat(Files.readString(junit)).contains("failures=\"1\"", "<failure message=\"Not so:");
    }

    @Test
    void exitsWithTwoAndNamesThePlaceWhenAFileIsWrong() throws Exception {
        String file = file(HEAD + "  - expct: no leaks\n");
        assertThat(execute(file)).isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo(file + ":6:5: `expct` is no step; did you mean `expect`?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void exitsWithTwoWhenThereIsNothingToPlay() {
        assertThat(execute()).isEqualTo(2);
        assertThat(execute("missing.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("`--all` or `--list`", "`missing.yaml` does not exist");
    }

    @Test
    void listsTheGallery() {
        assertThat(execute("--list")).isZero();
        assertThat(out.toString()).contains("publishing-a-draft", "five-dialects");
    }

    private String file(String text) throws IOException {
        Path file = folder.resolve("lesson.yaml");
        Files.writeString(file, text);
        return file.toString();
    }

    private int execute(String... arguments) {
        CommandLine command =
                Parallax.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "scenario";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.execute(all);
    }
}

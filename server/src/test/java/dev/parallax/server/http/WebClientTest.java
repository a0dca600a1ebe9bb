package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page at `/` in a real Chromium, used as a person uses it. The program that does is in `src/test/browser`; its
/// pictures are in `target/browser/pictures`.
class WebClientTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @Test
    void aPageIsAClientLikeAnyOther() throws IOException, InterruptedException {
        Optional<String> browser =
                BROWSERS.stream().filter(NodeProgram::isThere).findFirst();
        assumeTrue(
                NodeProgram.canRun() && browser.isPresent(), "this test needs Node.js, npm and Chromium on the PATH");
        NodeProgram program = new NodeProgram("browser");
        program.install();
        Path pictures =
                Files.createDirectories(program.workplace().resolve("pictures")).toAbsolutePath();
        try (World world = new World(config -> config.withHeartbeatMillis(500))) {
            String said = program.run(List.of(
                    "node",
                    "client.js",
                    path(browser.orElseThrow()),
                    world.server.uri().toString(),
                    pictures.toString(),
                    Long.toString(world.ann),
                    Long.toString(world.bob),
                    world.as(world.bob).id(),
                    Long.toString(world.workspace)));

            assertThat(said).endsWith("done\n");
        }
    }

    @Test
    void theSchemaIsDescribedForProgramsThatDoNotKnowItsLanguage() {
        try (World world = new World()) {
            String described = world.outsider
                    .get("/admin/schema")
                    .json(200)
                    .get("description")
                    .toString();
            assertThat(described)
                    .startsWith(
                            "{\"session\":[{\"name\":\"userId\",\"type\":\"Int\",\"nullable\":false,\"isId\":false}")
                    .contains("{\"name\":\"Post\",\"id\":\"id\",\"topic\":\"workspaceId\"")
                    .contains("{\"name\":\"published\",\"type\":\"Bool\",\"nullable\":false,\"isId\":false,"
                            + "\"default\":\"false\"}")
                    .contains("{\"field\":\"authorUserId\",\"record\":\"User\"}");
        }
    }

    @Test
    void onlyThePagesOwnFilesAreServed() {
        try (World world = new World()) {
            for (String file : List.of("style.css", "icon.svg", "main.js", "client.js", "replica.js", "view.js")) {
                assertThat(world.outsider.get("/web/" + file).status()).as(file).isEqualTo(200);
            }
            for (String file : List.of("index.html", "nothing.js", "..%2Findex.html", "../Metrics.class")) {
                assertThat(world.outsider.get("/web/" + file).status()).as(file).isIn(400, 404);
            }
        }
    }

    private static String path(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }
}

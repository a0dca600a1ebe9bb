package dev.parallax.ui.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.connect.Snippet.Tool;
import dev.parallax.ui.world.Guest;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs the examples as they are, by the programs that they are for, against a real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnippetsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern ID_AND_TITLE = Pattern.compile("\\\\*\"title\\\\*\":\\\\*\"([^\"\\\\]+)");
    /// Node prints values for people; here it prints what a test can read.
    private static final String PLAIN =
            "console.log = (...all) => process.stdout.write(JSON.stringify(all) + '\\n');\n";

    private LiveWorld world;
    private Guest guest;

    @TempDir
    Path folder;

    @BeforeAll
    void open() {
        world = LiveWorld.start(
                new WorldPlan(ServerConfig.defaults().withPort(0), 7, List.of(Dialect.CURSOR), 0, 20, false));
        guest = world.openSession(Json.object().put("userId", 3).put("role", "user"))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void theGuestIsWhomItWasMadeFor() {
        assertThat(guest.session()).isEqualTo(new SessionValues(Map.of("userId", 3L, "role", "user")));
        assertThat(guest.spaceId()).isPositive();
        assertThat(guest)
                .hasToString("Guest[" + guest.session() + "]")
                .asString()
                .doesNotContain(guest.sessionId());
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void curlGetsExactlyWhatTheGuestMaySee(Dialect dialect) {
        assumeTrue(runs("curl", "--version"), "curl is not installed");
        String bounded = snippet(dialect, Tool.CURL).replace("curl -sSN", "curl -sSN --max-time 20");
        assertThat(titlesPrintedBy(dialect, "sh", "-c", bounded)).isEqualTo(titles(dialect));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void javaScriptGetsExactlyWhatTheGuestMaySee(Dialect dialect) {
        String[] node = {"node", "--experimental-websocket", "--experimental-eventsource", "--input-type=module", "-e"};
        assumeTrue(runs(node[0], node[1], node[2], "--version"), "node is not installed, or too old");
        String script = PLAIN + snippet(dialect, Tool.JAVASCRIPT);
        assertThat(titlesPrintedBy(dialect, node[0], node[1], node[2], node[3], node[4], script))
                .isEqualTo(titles(dialect));
    }

    @Test
    void websocatIsToldThatItIsConnected() throws IOException {
        assumeTrue(runs("websocat", "--version"), "websocat is not installed");
        Path output = Files.createTempFile(folder, "websocat", ".txt");
        run(output, text -> text.contains("\"connected\""), "sh", "-c", snippet(Dialect.CURSOR, Tool.WEBSOCAT));
    }

    @Test
    void onlyTheSocketIsForWebsocat() {
        for (Dialect dialect : Dialect.values()) {
            assertThat(snippets(guest, dialect).stream().map(Snippet::tool))
                    .as(dialect.text())
                    .isEqualTo(
                            dialect == Dialect.CURSOR
                                    ? List.of(Tool.CURL, Tool.WEBSOCAT, Tool.JAVASCRIPT)
                                    : List.of(Tool.CURL, Tool.JAVASCRIPT));
        }
    }

    @Test
    void whoSeesNoSpaceHasNothingToStream() {
        Guest homeless = new Guest(guest.sessionId(), guest.session(), 0);
        assertThat(snippets(homeless, Dialect.SPACE)).isEmpty();
        assertThat(snippets(homeless, Dialect.HEARTBEAT)).isNotEmpty();
    }

    private String snippet(Dialect dialect, Tool tool) {
        return snippets(guest, dialect).stream()
                .filter(snippet -> snippet.tool() == tool)
                .findFirst()
                .orElseThrow()
                .text();
    }

    private List<Snippet> snippets(Guest whose, Dialect dialect) {
        return new Snippets(world.address(), whose, World.POST).of(dialect);
    }

    /// What is printed until all is there that should be, or until nothing comes any more.
    private Set<String> titlesPrintedBy(Dialect dialect, String... command) {
        try {
            Path output = Files.createTempFile(folder, "output", ".txt");
            Set<String> expected = titles(dialect);
            assertThat(expected).isNotEmpty();
            return found(run(output, text -> found(text).containsAll(expected), command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(String text) {
        return ID_AND_TITLE
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> titles(Dialect dialect) {
        return world.archive().truth(guest.session()).tables().getOrDefault(World.POST, List.of()).stream()
                .filter(row ->
                        dialect != Dialect.SPACE || row.get("workspaceId") instanceof Long id && id == guest.spaceId())
                .map(SnippetsTest::title)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String title(Row row) {
        String title = String.valueOf(row.get("title"));
        Matcher plain = Pattern.compile("[^\"\\\\]+").matcher(title);
        assertThat(plain.matches()).as("a title without quotes: " + title).isTrue();
        return title;
    }

    private static String run(Path output, Predicate<String> enough, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(read(output)).matches(enough));
            return read(output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output);
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.parallax.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireMessage.Direction;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.connect.Outside;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

/// Runs what is copied as it is, in a shell.
class WireCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI SERVER = URI.create("http://127.0.0.1:1");
    private static final String SECRET = "0123abcd";
    /// Everything that a shell might take for its own, and the secret itself.
    private static final String NASTY = "{\"title\":\"it's $HOME `id` $(id) \\\" \\\\ !! * ? ~ ü € " + SECRET + "\"}";

    @Test
    void aShellTakesAnyBodyAsItIs() throws Exception {
        WireMessage request = message(Direction.SENT, "POST /sync", NASTY);
        for (boolean hidesSecret : new boolean[] {true, false}) {
            String command = new WireCommand(SERVER, SECRET, hidesSecret).of(request);
            assertThat(run(command.replace("curl -sSN", "printf '%s\\n'"), SECRET)
                            .lines())
                    .containsExactly(
                            "-X",
                            "POST",
                            "http://127.0.0.1:1/sync",
                            "-H",
                            "Authorization: Bearer " + SECRET,
                            "-H",
                            "Content-Type: application/json",
                            "--data-raw",
                            NASTY);
            assertThat(command.contains(SECRET)).isNotEqualTo(hidesSecret);
        }
    }

    @Test
    void aSocketIsForWebsocat() throws Exception {
        WireCommand commands = new WireCommand(SERVER, SECRET, true);
        String says = commands.of(message(Direction.SENT, "WS", NASTY));
        assertThat(says)
                .endsWith(" | websocat -n 'ws://127.0.0.1:1/sync?sessionId='\"$SESSION\"")
                .doesNotContain(SECRET);
        assertThat(run(says.substring(0, says.lastIndexOf(" | ")), SECRET).strip())
                .isEqualTo(NASTY);
        assertThat(commands.of(message(Direction.RECEIVED, "WS", "{}"))).startsWith("websocat 'ws://");
    }

    @Test
    void anAnswerIsAskedForByItsRequest() {
        WireMessage first = message(Direction.SENT, "POST /changes", "{\"a\":1}");
        WireMessage stream = message(Direction.SENT, "SSE GET /heartbeatSync", "");
        WireMessage second = message(Direction.SENT, "POST /changes", "{\"a\":2}");
        WireMessage answer = message(Direction.RECEIVED, "POST /changes 200", "{}");
        WireMessage event = message(Direction.RECEIVED, "SSE GET /heartbeatSync delta", "{}");
        List<WireMessage> wire = List.of(first, stream, second, answer, event);

        assertThat(WireCommand.request(answer, wire)).contains(second);
        assertThat(WireCommand.request(event, wire)).contains(stream);
        assertThat(WireCommand.request(first, wire)).contains(first);
        assertThat(WireCommand.request(answer, List.of(answer))).isEmpty();
    }

    @Test
    void curlAsksWhatTheClientsAsked() throws Exception {
        assumeTrue(runs("curl --version"), "curl is not installed");
        List<Dialect> dialects = List.of(Dialect.CURSOR, Dialect.HEARTBEAT);
        try (LiveWorld world =
                LiveWorld.start(new WorldPlan(ServerConfig.defaults().withPort(0), 7, dialects, 2, 20, false))) {
            world.add(2);
            await().atMost(PATIENCE)
                    .until(() -> world.clients().size() == 2
                            && world.clients().stream()
                                    .allMatch(client -> client.snapshot().status() == Status.LIVE));
            for (FleetClient client : world.clients()) {
                WireMessage answer = client.wire().stream()
                        .filter(message -> message.direction() == Direction.RECEIVED
                                && !message.channel().equals("WS"))
                        .findFirst()
                        .orElseThrow();
                WireMessage request = WireCommand.request(answer, client.wire()).orElseThrow();
                String command = new WireCommand(world.address(), client.sessionId(), true).of(request);
                // The stream of a heartbeat client has no end.
                String bounded = command.replace("curl -sSN", "curl -sSN --max-time 1 -w '\\n%{http_code}'");
                String printed = run(bounded, client.sessionId());
                assertThat(printed.lines().filter("200"::equals)).as(command).hasSize(1);
                assertThat(printed).as(command).contains("\"title\"");
                assertThat(FxThread.call(() -> copiedByTheTab(world, client, answer)))
                        .isEqualTo(command);
            }
        }
    }

    /// What the button of the tab copies while a message is selected.
    private static String copiedByTheTab(World world, FleetClient client, WireMessage message) {
        List<String> copied = new ArrayList<>();
        WireTab tab = new WireTab(world.address(), new Outside() {
            @Override
            public boolean copy(String text) {
                return copied.add(text);
            }

            @Override
            public boolean browse(URI address) {
                return false;
            }
        });
        Scene scene = new Scene((Parent) tab.content(), 400, 500);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        Button button = (Button) scene.lookup("#wire-curl");
        tab.show(client);
        assertThat(button.isDisabled()).isTrue();
        ((TableView<?>) scene.lookup("#wire"))
                .getSelectionModel()
                .select(client.wire().reversed().indexOf(message));
        button.fire();
        assertThat(copied).hasSize(1);
        return copied.getFirst();
    }

    private static WireMessage message(Direction direction, String channel, String text) {
        return new WireMessage(Instant.EPOCH, direction, channel, text, text.length());
    }

    private static String run(String command, String session) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        builder.environment().put("SESSION", session);
        Process process = builder.start();
        process.getOutputStream().close();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean runs(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }
}

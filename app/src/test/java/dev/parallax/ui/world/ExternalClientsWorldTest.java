package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.client.Dialect;
import dev.parallax.fleet.FleetClient;
import dev.parallax.server.ServerConfig;
import dev.parallax.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is connected from outside, without a window.
class ExternalClientsWorldTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aSocketFromOutsideIsAClientWithWhatItMaySeeUntilItCloses() {
        WorldPlan plan = new WorldPlan(ServerConfig.defaults().withPort(0), 7, List.of(Dialect.CURSOR), 0, 20, false);
        try (LiveWorld world = LiveWorld.start(plan);
                HttpClient http = HttpClient.newHttpClient()) {
            world.add(2).completion().join();
            Guest guest = world.openSession(Json.object().put("userId", 3).put("role", "user"))
                    .join();
            URI sync = URI.create("ws://" + world.address().getAuthority() + "/sync?sessionId=" + guest.sessionId());
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(sync, new WebSocket.Listener() {})
                    .join();
            await().atMost(PATIENCE).until(() -> !world.externals().isEmpty());
            assertThat(world.externals()).hasSize(1);
            FleetClient external = world.externals().getFirst();
            assertThat(world.client(external.number())).contains(external);
            assertThat(external.userId()).isEqualTo(3);
            assertThat(external.dialect()).isEqualTo("external");
            assertThat(external.snapshot().table(World.POST).shown())
                    .isNotEmpty()
                    .isEqualTo(world.archive().truth(guest.session()).tables().get(World.POST));
            assertThat(external.update(World.POST, 1, Map.of())).isCompletedExceptionally();

            var ignored = socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye");
            await().atMost(PATIENCE).until(() -> world.externals().isEmpty());
        }
    }
}

package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.server.front.StreamSettings;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An unmodified `@tanstack/db` on Node syncs against the collection dialect. The application is in
/// `src/test/tanstack`; here it gets a server, and its packages as the lock file says.
class TanStackTest {
    @Test
    void anApplicationOnTanStackDbStaysInSync() throws IOException, InterruptedException {
        assumeTrue(NodeProgram.canRun(), "this test needs Node.js and npm on the PATH");
        NodeProgram program = new NodeProgram("tanstack");
        program.install();
        try (World world = new World(
                config -> config.withStreams(StreamSettings.DEFAULT.withHeartbeatMillis(World.HEARTBEAT_MILLIS)))) {
            String said = program.run(List.of(
                    "node",
                    "sync.js",
                    world.server.uri().toString(),
                    world.as(world.bob).id(),
                    world.as(world.ann).id(),
                    Long.toString(world.ann),
                    Long.toString(world.workspace)));

            assertThat(said).endsWith("done\n");
        }
    }
}

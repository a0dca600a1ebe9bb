package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// An unmodified `@tanstack/db` on Node syncs against the collection dialect. The application is in
/// `src/test/tanstack`; here it gets a server, and its packages as the lock file says.
class TanStackTest {
    private static final Path SOURCE = Path.of("src", "test", "tanstack");
    private static final Path WORKPLACE = Path.of("target", "tanstack");
    private static final String LOCK = "package-lock.json";
    private static final long PATIENCE_SECONDS = 240;

    @Test
    void anApplicationOnTanStackDbStaysInSync() throws IOException, InterruptedException {
        assumeTrue(isThere("node") && isThere("npm"), "this test needs Node.js and npm on the PATH");
        Files.createDirectories(WORKPLACE);
        boolean isInstalled = isInstalled();
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, WORKPLACE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!isInstalled) {
            run(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"));
        }
        try (World world = new World(
                config -> config.withStreams(StreamSettings.DEFAULT.withHeartbeatMillis(World.HEARTBEAT_MILLIS)))) {
            String said = run(List.of(
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

    /// Whether an earlier run installed the same packages. Their own list is the last thing that is written.
    private static boolean isInstalled() throws IOException {
        Path list = WORKPLACE.resolve(Path.of("node_modules", ".package-lock.json"));
        Path before = WORKPLACE.resolve(LOCK);
        return Files.exists(list) && Files.exists(before) && Files.mismatch(before, SOURCE.resolve(LOCK)) < 0;
    }

    private static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// What a program says that must end well.
    private static String run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(WORKPLACE, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(WORKPLACE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean isOver = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(isOver)
                    .as("`%s` came to an end; it said:%n%s", command.getFirst(), text)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("`%s` said:%n%s", command.getFirst(), text)
                    .isZero();
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }
}

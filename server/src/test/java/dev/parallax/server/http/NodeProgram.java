package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

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

/// A program on Node.js in `src/test`, with its packages as its lock file says. Confined to its test.
final class NodeProgram {
    private static final String LOCK = "package-lock.json";
    private static final long PATIENCE_SECONDS = 240;

    private final Path source;
    private final Path workplace;

    /// @param folder below `src/test`, and of its workplace below `target`
    NodeProgram(String folder) {
        source = Path.of("src", "test", folder);
        workplace = Path.of("target", folder);
    }

    static boolean canRun() {
        return isThere("node") && isThere("npm");
    }

    /// Whether a program is on the PATH.
    static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    Path workplace() {
        return workplace;
    }

    void install() throws IOException, InterruptedException {
        Files.createDirectories(workplace);
        boolean isInstalled = isInstalled();
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, workplace.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!isInstalled) {
            run(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"));
        }
    }

    /// Whether an earlier run installed the same packages. Their own list is the last thing that is written.
    private boolean isInstalled() throws IOException {
        Path list = workplace.resolve(Path.of("node_modules", ".package-lock.json"));
        Path before = workplace.resolve(LOCK);
        return Files.exists(list) && Files.exists(before) && Files.mismatch(before, source.resolve(LOCK)) < 0;
    }

    /// What a program says that must end well.
    String run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(workplace, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(workplace.toFile())
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

package dev.parallax.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatFailsHalfWayLeavesWhatWasThere() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");

        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aWholeFileTakesThePlaceOfTheOneBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");

        WholeFile.write(file, out -> out.write("after".getBytes(StandardCharsets.UTF_8)));

        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("none/a.txt"), out -> {}))
                .isInstanceOf(IOException.class);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package dev.parallax.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
    private static final String GOOD = "session { userId Int }\nrecord Post { @public id Int @id }\n";

    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsReadBack() {
        Path file = folder.resolve("mine.parallax");
        assertThat(PolicyFile.write(file, GOOD)).isEqualTo("Saved as mine.parallax.");
        assertThat(PolicyFile.read(file)).isEqualTo(new PolicyFile.Content.Good(GOOD));
    }

    @Test
    void errorsAreNamedWithLineAndColumn() throws IOException {
        String source = GOOD.replace("userId Int", "userId Itn");
        Path file = Files.writeString(folder.resolve("broken.parallax"), source);
        assertThat(PolicyFile.read(file)).isInstanceOfSatisfying(PolicyFile.Content.WithErrors.class, content -> {
            assertThat(content.source()).isEqualTo(source);
            assertThat(content.sentence())
                    .startsWith("broken.parallax has 1 error; at line 1, column 18: ")
                    .contains("`Itn`")
                    .endsWith("Your text is as it was.");
        });
    }

    @Test
    void whatIsNoTextIsRefusedInASentence() throws IOException {
        Path binary = Files.write(folder.resolve("binary.parallax"), new byte[] {(byte) 0xC3, 0x28, 0});
        assertThat(PolicyFile.read(binary))
                .isEqualTo(new PolicyFile.Content.Unreadable("binary.parallax is no text in UTF-8."));
        Path large = Files.write(
                folder.resolve("large.parallax"), "x".repeat(300_000).getBytes(StandardCharsets.UTF_8));
        assertThat(PolicyFile.read(large))
                .isEqualTo(new PolicyFile.Content.Unreadable(
                        "large.parallax is larger than 256 KiB, too large for a policy."));
        assertThat(PolicyFile.read(folder.resolve("absent.parallax")))
                .isEqualTo(new PolicyFile.Content.Unreadable("absent.parallax cannot be read."));
        assertThat(PolicyFile.write(folder.resolve("no/such/folder"), GOOD)).isEqualTo("folder cannot be written.");
    }
}

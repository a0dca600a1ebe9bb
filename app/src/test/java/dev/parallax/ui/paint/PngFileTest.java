package dev.parallax.ui.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.FxThread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javafx.scene.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFileTest {
    @Test
    void anotherReaderSeesTheSamePixels(@TempDir Path folder) throws IOException {
        Surface picture = new Surface(37, 23);
        Random random = new Random(1);
        for (int index = 0; index < 37 * 23; index++) {
            picture.fill(index % 37, index / 37, 1, 1, 0xFF000000 | random.nextInt(0x1000000));
        }
        Path file = folder.resolve("deep/picture.png");

        PngFile.write(picture, file);

        Image image = FxThread.call(() -> new Image(file.toUri().toString()));
        assertThat(image.getWidth()).isEqualTo(37);
        assertThat(image.getHeight()).isEqualTo(23);
        for (int index = 0; index < 37 * 23; index++) {
            assertThat(image.getPixelReader().getArgb(index % 37, index / 37))
                    .isEqualTo(picture.pixel(index % 37, index / 37));
        }
    }
}

package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.FxThread;
import dev.parallax.ui.paint.Surface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableauImageTest {
    private final TableauFrame frame = new World(2, 20, 60, 24).frame();

    @Test
    void hasTheAskedSizeAtTheAskedScaleAndTheThemesColours() {
        Surface light = FxThread.call(() -> TableauImage.paint(frame, options(2, false)));
        Surface dark = FxThread.call(() -> TableauImage.paint(frame, options(2, true)));

        assertThat(light.width()).isEqualTo(1_200);
        assertThat(light.height()).isEqualTo(1_000);
        assertThat(light.pixel(2, 998)).isEqualTo(Palette.LIGHT.get(Tint.BACKGROUND));
        assertThat(dark.pixel(2, 998)).isEqualTo(Palette.DARK.get(Tint.BACKGROUND));
    }

    @Test
    void theSameStateGivesTheSameFile(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"a.png", "b.png"}) {
            FxThread.call(() -> {
                TableauImage.write(frame, options(1, false), folder.resolve(name));
                return true;
            });
        }

        assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
        assertThat(Files.size(folder.resolve("a.png"))).isBetween(5_000L, 500_000L);
    }

    private static TableauImage.Options options(double scale, boolean dark) {
        return new TableauImage.Options(600, 500, scale, dark, "Parallax", "0 leaks");
    }
}

package dev.parallax.ui.paint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurfaceTest {
    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;

    private final Surface surface = new Surface(10, 10);

    @Test
    void opacityMixesColours() {
        surface.fill(0, 0, 10, 10, WHITE);
        surface.fill(0, 0, 1, 1, 0x80000000);
        surface.fill(1, 0, 1, 1, 0x00000000);
        surface.fill(2, 0, 1, 1, BLACK);

        assertThat(surface.pixel(0, 0) & 0xFF).isBetween(126, 128);
        assertThat(surface.pixel(1, 0)).isEqualTo(WHITE);
        assertThat(surface.pixel(2, 0)).isEqualTo(BLACK);
    }

    @Test
    void mixingIsExactAtBothEndsForEveryChannel() {
        for (int value = 0; value < 256; value++) {
            int colour = 0xFF000000 | value << 16 | (255 - value) << 8 | value;
            surface.fill(0, 0, 1, 1, 0xFF123456);
            surface.line(0.5, 0.5, 0.5, 0.5, 4, colour);
            assertThat(surface.pixel(0, 0)).isEqualTo(colour);
        }
    }

    @Test
    void nothingIsPaintedOutsideTheClip() {
        surface.fill(0, 0, 10, 10, BLACK);
        surface.clip(3, 3, 4, 4);

        surface.fill(-5, -5, 50, 50, WHITE);
        surface.roundRect(-5, -5, 50, 50, 4, WHITE);
        surface.frame(2, 2, 6, 6, 1, WHITE);
        surface.dashedFrame(2, 2, 6, 6, 1, 2, WHITE);
        surface.hatch(0, 0, 10, 10, 3, 1, WHITE);
        surface.line(-3, -3, 20, 20, 3, WHITE);
        surface.ring(5, 5, 6, 2, WHITE);
        surface.disc(5, 5, 9, WHITE);

        assertThat(IntStream.range(0, 100)
                        .filter(index -> surface.pixel(index % 10, index / 10) != BLACK)
                        .count())
                .isEqualTo(16);
        assertThat(surface.pixel(3, 3)).isEqualTo(WHITE);
        assertThat(surface.pixel(6, 6)).isEqualTo(WHITE);
    }

    @Test
    void roundedCornersLeaveTheCornerFree() {
        surface.fill(0, 0, 10, 10, BLACK);
        surface.roundRect(0, 0, 10, 10, 4, WHITE);

        assertThat(surface.pixel(0, 0)).isEqualTo(BLACK);
        assertThat(surface.pixel(9, 9)).isEqualTo(BLACK);
        assertThat(surface.pixel(5, 0)).isEqualTo(WHITE);
        assertThat(surface.pixel(0, 5)).isEqualTo(WHITE);
    }
}

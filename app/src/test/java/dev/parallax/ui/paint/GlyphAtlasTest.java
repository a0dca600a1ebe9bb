package dev.parallax.ui.paint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.FxThread;
import dev.parallax.ui.text.Fonts;
import org.junit.jupiter.api.Test;

class GlyphAtlasTest {
    private final GlyphAtlas atlas = FxThread.call(() -> GlyphAtlases.shared().of(Fonts.REGULAR, 11));

    @Test
    void longTextEndsInAnEllipsisAndFits() {
        String text = "Notes on the harbour at night";

        String fitting = FxThread.call(() -> atlas.fit(text, 80));

        assertThat(fitting).startsWith("Notes").endsWith("…").hasSizeLessThan(text.length());
        assertThat(FxThread.call(() -> atlas.width(fitting))).isLessThanOrEqualTo(80);
        assertThat(FxThread.call(() -> atlas.fit("Notes", 80))).isEqualTo("Notes");
        assertThat(FxThread.call(() -> atlas.fit("Notes", 3))).isEmpty();
    }

    @Test
    void charactersOutsideTheFirstPagesAreMadeWhenAskedFor() {
        String text = "\uD83D\uDE80 Ω 漢字 \n\t";

        double width = FxThread.call(() -> {
            Surface surface = new Surface(200, 30);
            surface.text(atlas, text, 0, 20, 0xFFFFFFFF);
            return atlas.width(text);
        });

        assertThat(width).isPositive();
    }

    @Test
    void textLeavesInkOnlyAroundItsBaseline() {
        Surface surface = new Surface(100, 40);
        FxThread.run(() -> surface.text(atlas, "Hx", 10, 30, 0xFFFFFFFF));

        int top = 40;
        int bottom = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 100; x++) {
                if ((surface.pixel(x, y) & 0xFFFFFF) != 0) {
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        assertThat(top).isBetween(30 - atlas.ascent(), 23);
        assertThat(bottom).isBetween(28, 30);
    }
}

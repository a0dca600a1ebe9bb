package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {
    private static final double READABLE = 4.5;
    private static final double VISIBLE = 3;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    NAME,           BACKGROUND
                    MUTED,          BACKGROUND
                    HEADING,        BACKGROUND
                    OWN_TEXT,       OWN
                    OWN_DRAFT_TEXT, OWN_DRAFT
                    OWN_DRAFT_TEXT, OWN_DRAFT_HATCH
                    PUBLISHED_TEXT, PUBLISHED
                    DRAFT_TEXT,     DRAFT
                    DRAFT_TEXT,     DRAFT_HATCH
                    WRONG_TEXT,     WRONG
                    BADGE_TEXT,     BADGE
                    SELECTION,      BACKGROUND
                    """)
    void textIsReadableInBothThemes(Tint text, Tint ground) {
        assertThat(contrast(Palette.LIGHT, text, ground)).as("light").isGreaterThanOrEqualTo(READABLE);
        assertThat(contrast(Palette.DARK, text, ground)).as("dark").isGreaterThanOrEqualTo(READABLE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    LIVE,        BACKGROUND
                    BUSY,        BACKGROUND
                    OFFLINE,     BACKGROUND
                    ERROR,       BACKGROUND
                    PENDING,     CARD
                    ARRIVED,     CARD
                    CHANGED,     CARD
                    WRONG,       CARD
                    OVERWRITTEN, CARD
                    HOVER,       CARD
                    SELECTION,   CARD
                    GAINED,      CARD
                    LOST,        CARD
                    """)
    void marksAreVisibleInBothThemes(Tint mark, Tint ground) {
        assertThat(contrast(Palette.LIGHT, mark, ground)).as("light").isGreaterThanOrEqualTo(VISIBLE);
        assertThat(contrast(Palette.DARK, mark, ground)).as("dark").isGreaterThanOrEqualTo(VISIBLE);
    }

    /// Source: WCAG 2.2, contrast ratio.
    private static double contrast(Palette palette, Tint one, Tint other) {
        double a = luminance(palette.get(one));
        double b = luminance(palette.get(other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int argb) {
        return 0.2126 * linear(argb >> 16) + 0.7152 * linear(argb >> 8) + 0.0722 * linear(argb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}

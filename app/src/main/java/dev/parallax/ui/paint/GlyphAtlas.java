package dev.parallax.ui.paint;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/// The glyphs of one face at one size. Characters are added when they are first asked for.
///
/// There is no kerning and no shaping of complex scripts; a character after [#GLYPHS_LIMIT] others shows as `?`.
/// Confined to the thread that its source needs.
public final class GlyphAtlas {
    /// More than the characters of any two alphabets; bounds memory when titles hold arbitrary text.
    static final int GLYPHS_LIMIT = 4_096;

    private static final int DIRECT = 0x100;
    private static final String ELLIPSIS = "…";

    private final Glyph[] direct;
    private final Map<Integer, Glyph> others = new HashMap<>();
    private final IntFunction<Glyph> source;
    private final int ascent;
    private final int descent;

    /// @param basic the glyphs of U+0020 and up, for the characters that nearly every text consists of
    /// @param source makes any other glyph
    /// @param ascent rows above the baseline that a line of text needs
    /// @param descent rows below it
    GlyphAtlas(Glyph[] basic, IntFunction<Glyph> source, int ascent, int descent) {
        this.direct = basic.clone();
        this.source = source;
        this.ascent = ascent;
        this.descent = descent;
    }

    public int ascent() {
        return ascent;
    }

    public int descent() {
        return descent;
    }

    public int lineHeight() {
        return ascent + descent;
    }

    /// The baseline that centres capitals between `top` and `top + height`.
    public int centredBaseline(int top, int height) {
        Glyph capital = glyph('H');
        return top + (height + capital.height()) / 2 - capital.height() - capital.top();
    }

    Glyph glyph(int codePoint) {
        int printable = Math.max(' ', codePoint);
        if (printable - ' ' < direct.length) {
            return direct[printable - ' '];
        }
        Glyph known = others.get(printable);
        if (known != null) {
            return known;
        }
        if (others.size() >= GLYPHS_LIMIT) {
            return glyph('?');
        }
        Glyph made = source.apply(printable);
        others.put(printable, made);
        return made;
    }

    /// Pixels from the start of `text` to its end.
    public double width(String text) {
        double width = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            width += glyph(codePoint).advance();
        }
        return width;
    }

    /// The text, or as much of its start as fits into `pixels` together with an ellipsis; empty if nothing does.
    public String fit(String text, double pixels) {
        if (width(text) <= pixels) {
            return text;
        }
        String start =
                start(text, pixels - glyph(ELLIPSIS.codePointAt(0)).advance()).stripTrailing();
        return start.isEmpty() ? "" : start + ELLIPSIS;
    }

    /// As many whole characters of the start as fit into `pixels`.
    public String start(String text, double pixels) {
        double width = 0;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            width += glyph(codePoint).advance();
            if (width > pixels) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return text.substring(0, index);
    }

    /// How many characters from the space on are made at once.
    static int basicCount() {
        return DIRECT - ' ';
    }
}

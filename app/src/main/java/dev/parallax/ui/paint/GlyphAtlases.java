package dev.parallax.ui.paint;

import dev.parallax.ui.text.Fonts;
import java.util.HashMap;
import java.util.Map;

/// The atlases made so far, by face and size. FX thread only.
public final class GlyphAtlases {
    /// One for the whole program, because an atlas costs several milliseconds to make and depends on nothing else.
    private static final GlyphAtlases SHARED = new GlyphAtlases();

    /// Zoom levels need about a dozen sizes for each of two render scales; past that the oldest work is forgotten.
    private static final int ATLASES_LIMIT = 48;

    private GlyphAtlases() {}

    public static GlyphAtlases shared() {
        return SHARED;
    }

    private record Key(Fonts face, double size) {}

    private final Map<Key, GlyphAtlas> atlases = new HashMap<>();

    /// The atlas of a face at a size in device pixels, rounded to half pixels.
    public GlyphAtlas of(Fonts face, double size) {
        Key key = new Key(face, Math.round(size * 2) / 2.0);
        GlyphAtlas known = atlases.get(key);
        if (known != null) {
            return known;
        }
        if (atlases.size() >= ATLASES_LIMIT) {
            atlases.clear();
        }
        GlyphAtlas made = GlyphRasteriser.atlas(face, key.size());
        atlases.put(key, made);
        return made;
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.ui.paint.GlyphAtlas;
import dev.parallax.ui.paint.GlyphAtlases;
import dev.parallax.ui.text.Fonts;

/// The typefaces of one zoom level at one scale. FX thread only.
///
/// @param title in cells
/// @param name of the user, beside the card
/// @param small the role
/// @param badge the dialect, and initials in cells
/// @param heading over a group
record Faces(GlyphAtlas title, GlyphAtlas name, GlyphAtlas small, GlyphAtlas badge, GlyphAtlas heading) {
    private static final double SMALL_MIN = 7;
    private static final double HEADING = 12.5;

    static Faces of(GlyphAtlases atlases, Grid grid) {
        ZoomLevel level = grid.level();
        double scale = grid.scale();
        double title = Math.max(SMALL_MIN, level.titleSize);
        double name = Math.max(SMALL_MIN, level.nameSize);
        return new Faces(
                atlases.of(Fonts.REGULAR, title * scale),
                atlases.of(Fonts.REGULAR, name * scale),
                atlases.of(Fonts.REGULAR, Math.max(SMALL_MIN, name - 2) * scale),
                atlases.of(Fonts.REGULAR, Math.max(SMALL_MIN, name - 3.2) * scale),
                atlases.of(Fonts.SEMI_BOLD, HEADING * scale));
    }
}

package dev.parallax.ui.matrix;

import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.tableau.Marks;
import dev.parallax.ui.tableau.Palette;
import dev.parallax.ui.tableau.Tint;

/// Paints one cell's state by colour and by form, so that it is told without colour. Small cells have colour alone.
/// FX thread only.
///
/// @param line the thinnest stroke, in device pixels
record MatrixCells(Surface surface, Palette palette, int line) {
    /// Smaller than this a form is a blot.
    private static final int FORM_MIN = 6;

    private static final int SIGN_MIN = 9;

    void paint(CellState state, int x, int y, int width, int height) {
        boolean formed = Math.min(width, height) >= FORM_MIN * line;
        surface.fill(x, y, width, height, palette.get(Tint.CARD));
        if (!formed) {
            surface.fill(x, y, width, height, blot(state));
            return;
        }
        switch (state) {
            case BOTH -> surface.fill(x, y, width, height, palette.get(Tint.PUBLISHED_DOT));
            case HELD -> {
                surface.fill(x, y, width, height, palette.get(Tint.PUBLISHED));
                surface.frame(x, y, width, height, line, palette.get(Tint.PUBLISHED_DOT));
            }
            case GOING -> {
                surface.fill(x, y, width, height, palette.get(Tint.DRAFT_DOT));
                surface.clip(x, y, width, height);
                surface.hatch(x, y, width, height, 4 * line, 2 * line, palette.get(Tint.CARD));
                surface.unclip();
                surface.frame(x, y, width, height, line, palette.get(Tint.DRAFT_DOT));
            }
            case LEAK -> {
                surface.fill(x, y, width, height, palette.get(Tint.WRONG));
                double size = Math.min(width, height) * 0.46;
                Marks.cross(
                        surface,
                        x + (width - size) / 2,
                        y + (height - size) / 2,
                        size,
                        Math.max(1.5 * line, size * 0.2),
                        palette.get(Tint.WRONG_TEXT));
            }
            case COMING -> {
                surface.frame(x, y, width, height, 2 * line, palette.get(Tint.BUSY));
                double radius = Math.min(width, height) * 0.14;
                surface.disc(x + width / 2.0, y + height / 2.0, radius, palette.get(Tint.BUSY));
            }
            case MISSING ->
                surface.dashedFrame(x, y, width, height, 2 * line, Math.max(2, 3 * line), palette.get(Tint.WRONG));
            case UNFOLLOWED -> {
                surface.frame(x, y, width, height, line, palette.get(Tint.MUTED, 0.6));
                if (Math.min(width, height) >= SIGN_MIN * line) {
                    surface.fill(x + width / 4, y + height / 2, width - 2 * (width / 4), line, palette.get(Tint.MUTED));
                }
            }
            case NEITHER, NOT_HELD -> {
                int dot = Math.max(line, Math.min(2 * line, height / 5));
                surface.fill(x + (width - dot) / 2, y + (height - dot) / 2, dot, dot, palette.get(Tint.ABSENT));
            }
        }
    }

    private int blot(CellState state) {
        return switch (state) {
            case BOTH, HELD -> palette.get(Tint.PUBLISHED_DOT);
            case GOING -> palette.get(Tint.DRAFT_DOT);
            case LEAK, MISSING -> palette.get(Tint.WRONG);
            case COMING -> palette.get(Tint.BUSY);
            case UNFOLLOWED -> palette.get(Tint.MUTED, 0.4);
            case NEITHER, NOT_HELD -> palette.get(Tint.CARD);
        };
    }

    /// What the edited policy would bring or take.
    void ghost(boolean comes, int x, int y, int width, int height) {
        if (comes) {
            surface.fill(x, y, width, height, palette.get(Tint.GAINED, 0.2));
            surface.frame(x, y, width, height, line, palette.get(Tint.GAINED));
            double size = Math.min(width, height) * 0.5;
            if (size >= FORM_MIN * line) {
                double middleX = x + width / 2.0;
                double middleY = y + height / 2.0;
                int ink = palette.get(Tint.GAINED);
                surface.line(middleX - size / 2, middleY, middleX + size / 2, middleY, 1.5 * line, ink);
                surface.line(middleX, middleY - size / 2, middleX, middleY + size / 2, 1.5 * line, ink);
            }
        } else {
            surface.fill(x, y, width, height, palette.get(Tint.CARD, 0.55));
            surface.frame(x, y, width, height, line, palette.get(Tint.LOST));
            surface.clip(x, y, width, height);
            surface.line(x, y + height, x + width, y, 1.5 * line, palette.get(Tint.LOST));
            surface.unclip();
        }
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.client.Status;
import dev.parallax.ui.paint.Surface;

/// The small signs, drawn as strokes so that they need no font. Positions are device pixels; `size` is the side
/// of the square that a sign fills.
public final class Marks {
    private Marks() {}

    /// ✓✓ live, … on its way, a struck circle offline, ! in trouble.
    public static void status(Surface surface, Palette palette, Status status, double x, double y, double size) {
        switch (status) {
            case LIVE -> {
                int colour = palette.get(Tint.LIVE);
                check(surface, x, y, size * 0.8, colour);
                check(surface, x + size * 0.42, y, size * 0.8, colour);
            }
            case CONNECTING, SYNCING -> {
                for (int dot = 0; dot < 3; dot++) {
                    surface.disc(x + size * (0.25 + 0.38 * dot), y + size * 0.62, size * 0.12, palette.get(Tint.BUSY));
                }
            }
            case OFFLINE -> {
                int colour = palette.get(Tint.OFFLINE);
                double centreX = x + size * 0.62;
                double centreY = y + size * 0.5;
                surface.ring(centreX, centreY, size * 0.36, size * 0.13, colour);
                surface.line(
                        centreX - size * 0.3,
                        centreY + size * 0.3,
                        centreX + size * 0.3,
                        centreY - size * 0.3,
                        size * 0.13,
                        colour);
            }
            case AUTH_ERROR, SYNC_ERROR, CONNECTION_ERROR -> {
                int colour = palette.get(Tint.ERROR);
                double centreX = x + size * 0.62;
                surface.line(centreX, y + size * 0.1, centreX, y + size * 0.58, size * 0.18, colour);
                surface.disc(centreX, y + size * 0.88, size * 0.11, colour);
            }
        }
    }

    /// A flash of lightning: something is wrong with the line, on purpose.
    static void fault(Surface surface, double x, double y, double size, int colour) {
        double stroke = Math.max(1.2, size * 0.17);
        surface.line(x + size * 0.62, y + size * 0.08, x + size * 0.3, y + size * 0.56, stroke, colour);
        surface.line(x + size * 0.3, y + size * 0.56, x + size * 0.72, y + size * 0.5, stroke, colour);
        surface.line(x + size * 0.72, y + size * 0.5, x + size * 0.4, y + size * 0.98, stroke, colour);
    }

    private static void check(Surface surface, double x, double y, double size, int colour) {
        double thickness = Math.max(1.2, size * 0.16);
        surface.line(x + size * 0.1, y + size * 0.68, x + size * 0.4, y + size * 0.98, thickness, colour);
        surface.line(x + size * 0.4, y + size * 0.98, x + size * 0.95, y + size * 0.28, thickness, colour);
    }

    /// Two strokes.
    public static void cross(Surface surface, double x, double y, double size, double thickness, int colour) {
        surface.line(x, y, x + size, y + size, thickness, colour);
        surface.line(x + size, y, x, y + size, thickness, colour);
    }

    /// A local edit waits: a clock where there is room, a dot where there is not.
    static void pending(Surface surface, double x, double y, double size, int colour, int ground) {
        double radius = size / 2;
        if (size < 7) {
            surface.disc(x + radius, y + radius, radius, colour);
            return;
        }
        surface.disc(x + radius, y + radius, radius, colour);
        double stroke = Math.max(1, size * 0.13);
        surface.line(x + radius, y + radius, x + radius, y + size * 0.2, stroke, ground);
        surface.line(x + radius, y + radius, x + size * 0.74, y + radius, stroke, ground);
    }

    /// A folded corner at the bottom right: a later write lies over this one.
    static void overwritten(Surface surface, int right, int bottom, int size, int colour) {
        for (int row = 0; row < size; row++) {
            surface.fill(right - row - 1, bottom - size + row, row + 1, 1, colour);
        }
    }
}

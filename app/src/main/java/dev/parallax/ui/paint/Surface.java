package dev.parallax.ui.paint;

/// An opaque picture of ARGB pixels and the few shapes that the tableau is made of.
///
/// Coordinates are device pixels from the top left; everything outside the clip is left alone. Colours are
/// non-premultiplied ARGB and are blended by their alpha. Not thread-safe: one thread paints.
public final class Surface {
    private static final int OPAQUE = 0xFF000000;

    private final int[] pixels;
    private final int width;
    private final int height;
    private int clipLeft;
    private int clipTop;
    private int clipRight;
    private int clipBottom;

    /// @param pixels row by row, `width` × `height` of them at least; shared, not copied
    public Surface(int[] pixels, int width, int height) {
        if ((long) width * height > pixels.length) {
            throw new IllegalArgumentException(width + " × " + height + " pixels do not fit into " + pixels.length);
        }
        this.pixels = pixels;
        this.width = width;
        this.height = height;
        unclip();
    }

    public Surface(int width, int height) {
        this(new int[width * height], width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /// The pixel at a place of the picture.
    public int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    /// Restricts painting to a rectangle (and to the picture).
    public void clip(int x, int y, int clipWidth, int clipHeight) {
        clipLeft = Math.max(0, x);
        clipTop = Math.max(0, y);
        clipRight = Math.min(width, x + clipWidth);
        clipBottom = Math.min(height, y + clipHeight);
    }

    public void unclip() {
        clip(0, 0, width, height);
    }

    /// Puts another picture at a place of this one; all of it must fit.
    public void copy(Surface other, int x, int y) {
        for (int row = 0; row < other.height; row++) {
            System.arraycopy(other.pixels, row * other.width, pixels, (y + row) * width + x, other.width);
        }
    }

    /// Puts another picture at a place of this one, turned a quarter to the left: what was its left edge is at the
    /// bottom.
    public void copyTurned(Surface other, int x, int y) {
        for (int row = Math.max(0, clipLeft - x); row < other.height && x + row < clipRight; row++) {
            for (int column = 0; column < other.width; column++) {
                int at = y + other.width - 1 - column;
                if (at >= clipTop && at < clipBottom) {
                    pixels[at * width + x + row] = other.pixels[row * other.width + column];
                }
            }
        }
    }

    public void fill(int x, int y, int fillWidth, int fillHeight, int argb) {
        int left = Math.max(clipLeft, x);
        int right = Math.min(clipRight, x + fillWidth);
        int bottom = Math.min(clipBottom, y + fillHeight);
        int alpha = argb >>> 24;
        for (int row = Math.max(clipTop, y); row < bottom; row++) {
            int start = row * width;
            if (alpha == 255) {
                for (int column = left; column < right; column++) {
                    pixels[start + column] = argb;
                }
            } else if (alpha > 0) {
                for (int column = left; column < right; column++) {
                    pixels[start + column] = mix(pixels[start + column], argb, alpha);
                }
            }
        }
    }

    /// A rectangle's outline, inside its edges.
    public void frame(int x, int y, int frameWidth, int frameHeight, int thickness, int argb) {
        int inner = frameHeight - 2 * thickness;
        fill(x, y, frameWidth, thickness, argb);
        fill(x, y + frameHeight - thickness, frameWidth, thickness, argb);
        fill(x, y + thickness, thickness, inner, argb);
        fill(x + frameWidth - thickness, y + thickness, thickness, inner, argb);
    }

    /// A rectangle's outline in dashes as long as the gaps between them.
    public void dashedFrame(int x, int y, int frameWidth, int frameHeight, int thickness, int dash, int argb) {
        for (int at = 0; at < frameWidth; at += 2 * dash) {
            int length = Math.min(dash, frameWidth - at);
            fill(x + at, y, length, thickness, argb);
            fill(x + at, y + frameHeight - thickness, length, thickness, argb);
        }
        for (int at = 0; at < frameHeight; at += 2 * dash) {
            int length = Math.min(dash, frameHeight - at);
            fill(x, y + at, thickness, length, argb);
            fill(x + frameWidth - thickness, y + at, thickness, length, argb);
        }
    }

    /// Falling diagonals, `pitch` pixels apart and `thickness` wide, that continue from one rectangle to the next.
    public void hatch(int x, int y, int hatchWidth, int hatchHeight, int pitch, int thickness, int argb) {
        int left = Math.max(clipLeft, x);
        int right = Math.min(clipRight, x + hatchWidth);
        int bottom = Math.min(clipBottom, y + hatchHeight);
        for (int row = Math.max(clipTop, y); row < bottom; row++) {
            for (int column = left; column < right; column++) {
                if (Math.floorMod(column + row - x - y, pitch) < thickness) {
                    int index = row * width + column;
                    pixels[index] = mix(pixels[index], argb, argb >>> 24);
                }
            }
        }
    }

    /// A filled rectangle whose corners are rounded, smooth at the edge.
    public void roundRect(int x, int y, int rectWidth, int rectHeight, int radius, int argb) {
        int r = Math.min(radius, Math.min(rectWidth, rectHeight) / 2);
        fill(x + r, y, rectWidth - 2 * r, r, argb);
        fill(x + r, y + rectHeight - r, rectWidth - 2 * r, r, argb);
        fill(x, y + r, rectWidth, rectHeight - 2 * r, argb);
        for (int row = 0; row < r; row++) {
            for (int column = 0; column < r; column++) {
                double distance = Math.hypot(r - column - 0.5, r - row - 0.5);
                int coverage = coverage(r - distance);
                blend(x + column, y + row, argb, coverage);
                blend(x + rectWidth - 1 - column, y + row, argb, coverage);
                blend(x + column, y + rectHeight - 1 - row, argb, coverage);
                blend(x + rectWidth - 1 - column, y + rectHeight - 1 - row, argb, coverage);
            }
        }
    }

    /// A straight stroke with round ends, smooth at the edge. Coordinates name points, not pixels.
    public void line(double x0, double y0, double x1, double y1, double thickness, int argb) {
        double half = thickness / 2;
        double dx = x1 - x0;
        double dy = y1 - y0;
        double lengthSquared = Math.max(1e-9, dx * dx + dy * dy);
        int right = (int) Math.ceil(Math.max(x0, x1) + half);
        int bottom = (int) Math.ceil(Math.max(y0, y1) + half);
        for (int row = (int) Math.floor(Math.min(y0, y1) - half); row < bottom; row++) {
            for (int column = (int) Math.floor(Math.min(x0, x1) - half); column < right; column++) {
                double px = column + 0.5 - x0;
                double py = row + 0.5 - y0;
                double along = Math.clamp((px * dx + py * dy) / lengthSquared, 0, 1);
                double distance = Math.hypot(px - along * dx, py - along * dy);
                blend(column, row, argb, coverage(half - distance));
            }
        }
    }

    /// A filled circle.
    public void disc(double centreX, double centreY, double radius, int argb) {
        line(centreX, centreY, centreX, centreY, 2 * radius, argb);
    }

    /// A circle's outline, `thickness` wide, centred on `radius`.
    public void ring(double centreX, double centreY, double radius, double thickness, int argb) {
        double outer = radius + thickness / 2;
        for (int row = (int) Math.floor(centreY - outer); row < centreY + outer; row++) {
            for (int column = (int) Math.floor(centreX - outer); column < centreX + outer; column++) {
                double distance = Math.hypot(column + 0.5 - centreX, row + 0.5 - centreY);
                blend(column, row, argb, coverage(thickness / 2 - Math.abs(distance - radius)));
            }
        }
    }

    /// Text from `x` rightwards on `baseline`; returns where it ends.
    public double text(GlyphAtlas atlas, String text, double x, int baseline, int argb) {
        double pen = x;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            Glyph glyph = atlas.glyph(codePoint);
            int origin = (int) Math.floor(pen);
            int phase = (int) ((pen - origin) * Glyph.PHASES);
            glyph(glyph, origin + glyph.left(), baseline + glyph.top(), glyph.phase(phase), argb);
            pen += glyph.advance();
        }
        return pen;
    }

    private void glyph(Glyph glyph, int x, int y, byte[] alphas, int argb) {
        if (x >= clipRight || x + glyph.width() <= clipLeft) {
            return;
        }
        for (int row = Math.max(0, clipTop - y); row < glyph.height() && y + row < clipBottom; row++) {
            int start = row * glyph.width();
            for (int column = Math.max(0, clipLeft - x); column < glyph.width() && x + column < clipRight; column++) {
                int alpha = alphas[start + column] & 0xFF;
                if (alpha > 0) {
                    int index = (y + row) * width + x + column;
                    pixels[index] = mix(pixels[index], argb, alpha * (argb >>> 24) / 255);
                }
            }
        }
    }

    private void blend(int x, int y, int argb, int coverage) {
        if (coverage > 0 && x >= clipLeft && x < clipRight && y >= clipTop && y < clipBottom) {
            int index = y * width + x;
            pixels[index] = mix(pixels[index], argb, coverage * (argb >>> 24) / 255);
        }
    }

    private static int coverage(double inside) {
        return (int) (255 * Math.clamp(inside + 0.5, 0, 1));
    }

    /// `under` with `alpha` (0 to 255) of `over` on it; opaque.
    private static int mix(int under, int over, int alpha) {
        int weight = alpha + (alpha >> 7);
        int redBlue = under & 0xFF00FF;
        int green = under & 0x00FF00;
        redBlue += (((over & 0xFF00FF) - redBlue) * weight) >> 8;
        green += (((over & 0x00FF00) - green) * weight) >> 8;
        return OPAQUE | (redBlue & 0xFF00FF) | (green & 0x00FF00);
    }
}

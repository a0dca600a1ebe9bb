package dev.parallax.ui.paint;

import dev.parallax.ui.text.Fonts;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.FontSmoothingType;
import javafx.scene.text.Text;
import javafx.scene.transform.Scale;

/// Turns characters into coverage by letting JavaFX draw them, white on nothing, four times as wide as they are.
///
/// Each glyph is then averaged over four columns at each of four offsets: JavaFX's own text starts at whole
/// pixels on some platforms, which makes small text uneven. FX thread only.
final class GlyphRasteriser {
    private static final int COLUMNS = 24;
    private static final int STRETCH = Glyph.PHASES;
    /// Advances are measured large, where no rounding to pixels shows.
    private static final double MEASURE_SIZE = 200;

    private final Fonts face;
    private final double size;
    private final int cellWidth;
    private final int cellHeight;
    private final int originX;
    private final int baseline;

    private GlyphRasteriser(Fonts face, double size) {
        this.face = face;
        this.size = size;
        this.originX = (int) Math.ceil(size * 0.5) + 1;
        this.cellWidth = originX + (int) Math.ceil(size * 1.8) + 2;
        this.baseline = (int) Math.ceil(size * 1.1) + 1;
        this.cellHeight = baseline + (int) Math.ceil(size * 0.4) + 1;
    }

    static GlyphAtlas atlas(Fonts face, double size) {
        GlyphRasteriser rasteriser = new GlyphRasteriser(face, size);
        int[] codePoints = new int[GlyphAtlas.basicCount()];
        for (int index = 0; index < codePoints.length; index++) {
            codePoints[index] = ' ' + index;
        }
        Glyph[] basic = rasteriser.draw(codePoints);
        return new GlyphAtlas(
                basic, codePoint -> rasteriser.draw(new int[] {codePoint})[0], (int) Math.ceil(size * 0.97), (int)
                        Math.ceil(size * 0.25));
    }

    private Glyph[] draw(int[] codePoints) {
        Group sheet = new Group();
        Font font = face.at(size);
        int rows = (codePoints.length + COLUMNS - 1) / COLUMNS;
        // A corner at each end pins the picture's size and place.
        sheet.getChildren().add(new Rectangle(COLUMNS * cellWidth, rows * cellHeight, Color.TRANSPARENT));
        for (int index = 0; index < codePoints.length; index++) {
            Text text = new Text(Character.toString(codePoints[index]));
            text.setFont(font);
            text.setFill(Color.WHITE);
            text.setTextOrigin(VPos.BASELINE);
            text.setFontSmoothingType(FontSmoothingType.GRAY);
            text.setX((index % COLUMNS) * cellWidth + originX);
            text.setY((index / COLUMNS) * cellHeight + baseline);
            sheet.getChildren().add(text);
        }
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setTransform(new Scale(STRETCH, 1));
        parameters.setViewport(
                new Rectangle2D(0, 0, (double) COLUMNS * cellWidth * STRETCH, (double) rows * cellHeight));
        Image image = sheet.snapshot(parameters, null);
        double[] advances = advances(codePoints);
        Glyph[] glyphs = new Glyph[codePoints.length];
        for (int index = 0; index < codePoints.length; index++) {
            glyphs[index] = glyph(
                    image.getPixelReader(),
                    (index % COLUMNS) * cellWidth,
                    (index / COLUMNS) * cellHeight,
                    advances[index]);
        }
        return glyphs;
    }

    private double[] advances(int[] codePoints) {
        Text measure = new Text();
        measure.setFont(face.at(MEASURE_SIZE));
        double[] advances = new double[codePoints.length];
        for (int index = 0; index < codePoints.length; index++) {
            measure.setText(Character.toString(codePoints[index]));
            advances[index] = measure.getLayoutBounds().getWidth() * size / MEASURE_SIZE;
        }
        return advances;
    }

    private Glyph glyph(PixelReader sheet, int cellX, int cellY, double advance) {
        int[] alpha = new int[cellWidth * STRETCH * cellHeight];
        int top = cellHeight;
        int bottom = 0;
        int left = cellWidth * STRETCH;
        int right = 0;
        for (int y = 0; y < cellHeight; y++) {
            for (int x = 0; x < cellWidth * STRETCH; x++) {
                int value = sheet.getArgb(cellX * STRETCH + x, cellY + y) >>> 24;
                alpha[y * cellWidth * STRETCH + x] = value;
                if (value > 0) {
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        if (top >= bottom) {
            return new Glyph(advance, 0, 0, 0, 0, new byte[Glyph.PHASES][0]);
        }
        int firstColumn = left / STRETCH;
        // The last phase reaches into one more column.
        int width = (right + STRETCH - 1) / STRETCH + 1 - firstColumn;
        int height = bottom - top;
        byte[][] phases = new byte[Glyph.PHASES][width * height];
        for (int phase = 0; phase < Glyph.PHASES; phase++) {
            for (int row = 0; row < height; row++) {
                for (int column = 0; column < width; column++) {
                    int start = (firstColumn + column) * STRETCH - phase;
                    phases[phase][row * width + column] =
                            (byte) average(alpha, (top + row) * cellWidth * STRETCH, start);
                }
            }
        }
        return new Glyph(advance, width, height, firstColumn - originX, top - baseline, phases);
    }

    private int average(int[] alpha, int rowStart, int column) {
        int sum = 0;
        for (int x = Math.max(0, column); x < Math.min(cellWidth * STRETCH, column + STRETCH); x++) {
            sum += alpha[rowStart + x];
        }
        return sum / STRETCH;
    }
}

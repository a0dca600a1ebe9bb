package dev.parallax.ui.tableau;

/// The measures of a card and its cells, in device pixels. Immutable.
///
/// @param cellColumns cells in a row of a card
/// @param cellRows rows of cells in a card
/// @param gutter left of the card, for the name
/// @param pitchX from one card's gutter to the next card's
/// @param pitchY from one card's top to the top of the card below
record Grid(
        ZoomLevel level,
        double scale,
        int cellColumns,
        int cellRows,
        int cellWidth,
        int cellHeight,
        int gap,
        int padding,
        int gutter,
        int pitchX,
        int pitchY) {
    static Grid natural(ZoomLevel level, double scale, int slots, int cellColumns) {
        int gap = pixels(level.gap, scale);
        Grid bare = new Grid(
                level,
                scale,
                cellColumns,
                (slots + cellColumns - 1) / cellColumns,
                Math.max(1, pixels(level.cellWidth, scale)),
                Math.max(1, pixels(level.cellHeight, scale)),
                level.detail == ZoomLevel.Detail.HEAT ? 0 : gap,
                pixels(level.padding, scale),
                pixels(level.gutter, scale),
                0,
                0);
        int between = level.detail == ZoomLevel.Detail.HEAT ? gap : pixels(level.cardGap, scale);
        return bare.withPitch(bare.gutter + bare.cardWidth() + between, bare.cardHeight() + between);
    }

    Grid withPitch(int nextPitchX, int nextPitchY) {
        return new Grid(
                level,
                scale,
                cellColumns,
                cellRows,
                cellWidth,
                cellHeight,
                gap,
                padding,
                gutter,
                nextPitchX,
                nextPitchY);
    }

    /// Cells this much larger, with the same distance between cards.
    Grid stretched(int extraWidth, int extraHeight) {
        return new Grid(
                level,
                scale,
                cellColumns,
                cellRows,
                cellWidth + extraWidth,
                cellHeight + extraHeight,
                gap,
                padding,
                gutter,
                pitchX + cellColumns * extraWidth,
                pitchY + cellRows * extraHeight);
    }

    int cardWidth() {
        return 2 * padding + cellColumns * (cellWidth + gap) - gap;
    }

    int cardHeight() {
        return 2 * padding + cellRows * (cellHeight + gap) - gap;
    }

    int betweenX() {
        return pitchX - gutter - cardWidth();
    }

    int betweenY() {
        return pitchY - cardHeight();
    }

    /// A cell's left edge from the card's left edge.
    int cellX(int slot) {
        return padding + slot % cellColumns * (cellWidth + gap);
    }

    /// A cell's top edge from the card's top edge.
    int cellY(int slot) {
        return padding + slot / cellColumns * (cellHeight + gap);
    }

    /// Logical pixels as device pixels.
    int pixels(double logical) {
        return pixels(logical, scale);
    }

    static int pixels(double logical, double scale) {
        return (int) Math.round(logical * scale);
    }
}

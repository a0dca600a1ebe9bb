package dev.parallax.ui.tableau;

import dev.parallax.ui.paint.GlyphAtlas;
import dev.parallax.ui.paint.GlyphAtlases;
import dev.parallax.ui.paint.Surface;

/// Brings a surface up to date with a model: only what is in the window, and of that only what is dirty. FX thread
/// only.
final class TableauPainter {
    /// What one round painted.
    ///
    /// @param x left edge of the smallest rectangle around all that was painted, in device pixels
    /// @param cards cards painted whole
    /// @param cells cells painted alone
    record Damage(int x, int y, int width, int height, int cards, int cells) {
        static final Damage NONE = new Damage(0, 0, 0, 0, 0, 0);

        boolean isEmpty() {
            return width == 0 || height == 0;
        }
    }

    /// Cells that are painted in one round unless everything is: a fraction of a frame's time.
    private static final int CELLS_LIMIT = 6_000;

    private final GlyphAtlases atlases = GlyphAtlases.shared();
    private final int cellsLimit;
    /// The card at which the next round begins.
    private int first;
    private int left;
    private int top;
    private int right;
    private int bottom;

    TableauPainter() {
        this(CELLS_LIMIT);
    }

    /// @param cellsLimit of single cells that one round paints
    TableauPainter(int cellsLimit) {
        this.cellsLimit = cellsLimit;
    }

    /// Paints what is dirty and marks it as painted; what is outside the window is marked too, because
    /// scrolling paints everything. Where more single cells are dirty than one round may cost, the rest waits
    /// for the next, in turn; a card that has to be painted whole, as when it is selected, never waits.
    Damage paint(TableauModel model, Surface surface, Palette palette, long now) {
        TableauLayout layout = model.layout();
        Grid grid = layout.grid();
        boolean everything = model.takeDirtyAll();
        left = surface.width();
        top = surface.height();
        right = 0;
        bottom = 0;
        int cards = 0;
        int cells = 0;
        int leftOut = -1;
        boolean heat = layout.level().detail() == ZoomLevel.Detail.HEAT;
        Faces faces = Faces.of(atlases, grid);
        CardPainter cardPainter = new CardPainter(model, surface, palette, faces);
        HeatPainter heatPainter = new HeatPainter(model, surface, palette);
        CellPainter live = new CellPainter(model, surface, palette, faces, false);
        CellPainter off = new CellPainter(model, surface, palette, faces, true);
        if (everything) {
            surface.fill(0, 0, surface.width(), surface.height(), palette.get(Tint.BACKGROUND));
            damage(0, 0, surface.width(), surface.height());
            headers(model, surface, palette, faces.heading());
        }
        int start = everything || first >= layout.count() ? 0 : first;
        for (int step = 0; step < layout.count(); step++) {
            int index = (start + step) % layout.count();
            CardState card = model.order().get(index);
            boolean whole = everything || card.dirtyAll;
            if (!whole && card.dirty.isEmpty()) {
                continue;
            }
            if (!whole && cells + cards >= cellsLimit) {
                leftOut = leftOut < 0 ? index : leftOut;
                continue;
            }
            int x = layout.cardX(index);
            int y = layout.cardY(index) - model.scroll();
            if (y + grid.cardHeight() >= 0 && y <= surface.height()) {
                CellPainter painter = CardPainter.isOff(card.view.status()) ? off : live;
                if (heat) {
                    heatPainter.paint(card, x, y, now);
                    damage(x, y, grid.cellWidth(), grid.cellHeight());
                    cards++;
                } else if (whole) {
                    surroundings(surface, palette, grid, x, y);
                    cardPainter.paint(card.view, x, y);
                    for (int slot = 0; slot < model.slots().count(); slot++) {
                        painter.paint(card, slot, x + grid.cellX(slot), y + grid.cellY(slot), now);
                    }
                    cards++;
                } else {
                    for (int slot = card.dirty.nextSetBit(0); slot >= 0; slot = card.dirty.nextSetBit(slot + 1)) {
                        painter.paint(card, slot, x + grid.cellX(slot), y + grid.cellY(slot), now);
                        damage(x + grid.cellX(slot), y + grid.cellY(slot), grid.cellWidth(), grid.cellHeight());
                        cells++;
                    }
                }
            }
            card.dirtyAll = false;
            card.dirty.clear();
        }
        first = Math.max(0, leftOut);
        right = Math.min(right, surface.width());
        bottom = Math.min(bottom, surface.height());
        return right <= left || bottom <= top
                ? Damage.NONE
                : new Damage(left, top, right - left, bottom - top, cards, cells);
    }

    /// Clears a card with its gutter and the ring of selection around it.
    private void surroundings(Surface surface, Palette palette, Grid grid, int x, int y) {
        int ring = Math.max(1, grid.pixels(1));
        int clearX = x - Math.max(ring, grid.gutter());
        int clearWidth = x + grid.cardWidth() + ring - clearX;
        surface.fill(clearX, y - ring, clearWidth, grid.cardHeight() + 2 * ring, palette.get(Tint.BACKGROUND));
        damage(clearX, y - ring, clearWidth, grid.cardHeight() + 2 * ring);
    }

    private static void headers(TableauModel model, Surface surface, Palette palette, GlyphAtlas face) {
        Grid grid = model.layout().grid();
        int margin = grid.pixels(TableauLayout.MARGIN);
        int height = grid.pixels(TableauLayout.HEADER_HEIGHT - 8);
        for (TableauLayout.Header header : model.layout().headers()) {
            int y = header.y() - model.scroll();
            if (y + height < 0 || y > surface.height()) {
                continue;
            }
            int baseline = face.centredBaseline(y, height);
            double end = surface.text(face, header.label(), margin, baseline, palette.get(Tint.HEADING));
            end = surface.text(face, "  " + header.count(), end, baseline, palette.get(Tint.MUTED));
            int lineX = (int) end + grid.pixels(10);
            surface.fill(
                    lineX,
                    y + height / 2,
                    surface.width() - margin - lineX,
                    Math.max(1, grid.pixels(1)),
                    palette.get(Tint.CARD_LINE));
        }
    }

    private void damage(int x, int y, int width, int height) {
        left = Math.max(0, Math.min(left, x));
        top = Math.max(0, Math.min(top, y));
        right = Math.max(right, x + width);
        bottom = Math.max(bottom, y + height);
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.ui.paint.Surface;

/// Paints a whole client as one cell: how much of all posts it holds as depth, activity as a glow, trouble as a
/// mark. FX thread only.
final class HeatPainter {
    private final TableauModel model;
    private final Surface surface;
    private final Palette palette;
    private final Grid grid;

    HeatPainter(TableauModel model, Surface surface, Palette palette) {
        this.model = model;
        this.surface = surface;
        this.palette = palette;
        this.grid = model.layout().grid();
    }

    void paint(CardState card, int x, int y, long now) {
        int size = grid.cellWidth();
        int line = Math.max(1, grid.pixels(1));
        CardView view = card.view;
        double share = model.slots().count() == 0
                ? 0
                : (double) view.posts().size() / model.slots().count();
        int colour = Palette.between(palette.get(Tint.CARD_LINE), palette.get(Tint.OWN), share);
        surface.fill(x, y, size, size, colour);
        double glow = 1 - Flash.ARRIVED.progress(card.activeSince, now);
        if (glow > 0) {
            surface.fill(x, y, size, size, palette.get(Tint.ARRIVED, 0.85 * glow));
        }
        if (!view.marks().leaked().isEmpty()
                || !view.marks().missing().isEmpty()
                || !view.marks().stale().isEmpty()) {
            surface.fill(x, y, size, size, palette.get(Tint.WRONG));
            Marks.cross(
                    surface,
                    x + size * 0.28,
                    y + size * 0.28,
                    size * 0.44,
                    Math.max(1, size * 0.12),
                    palette.get(Tint.WRONG_TEXT));
        }
        switch (view.status()) {
            case OFFLINE, AUTH_ERROR, SYNC_ERROR, CONNECTION_ERROR -> {
                surface.fill(x + line, y + line, size - 2 * line, size - 2 * line, palette.get(Tint.CARD_OFFLINE));
                surface.frame(
                        x,
                        y,
                        size,
                        size,
                        line,
                        palette.get(CardPainter.isOff(view.status()) ? Tint.OFFLINE : Tint.ERROR));
            }
            case CONNECTING, SYNCING -> surface.frame(x, y, size, size, line, palette.get(Tint.BUSY));
            case LIVE -> {}
        }
        if (!view.faults().isEmpty()) {
            int corner = Math.max(2 * line, size / 3);
            surface.fill(x + size - corner, y, corner, corner, palette.get(Tint.BUSY));
        }
        if (model.picks().clients().contains(view.number())) {
            surface.frame(x, y, size, size, 2 * line, palette.get(Tint.SELECTION));
            if (view.number() == model.picks().client() && size > 8 * line) {
                int inset = 2 * line;
                surface.frame(x + inset, y + inset, size - 2 * inset, size - 2 * inset, line, palette.get(Tint.CARD));
            }
        }
    }
}

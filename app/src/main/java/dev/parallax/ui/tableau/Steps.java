package dev.parallax.ui.tableau;

import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/// Where the arrow keys lead from a selected place: to the next post on the card, over its edge to the next
/// card, and in the heat map from client to client.
final class Steps {
    /// A selection; the post is null where only the client is selected.
    record Place(int card, @Nullable Long post) {}

    private Steps() {}

    /// The place that a key leads to, or the same one where there is no further.
    ///
    /// @param byCard whether to go by whole cards
    static Place step(TableauModel model, Place from, KeyCode key, boolean byCard) {
        TableauLayout layout = model.layout();
        Grid grid = layout.grid();
        int slot = from.post() == null ? -1 : model.slots().slotOf(from.post());
        boolean cards = byCard || slot < 0 || layout.level().detail() == ZoomLevel.Detail.HEAT;
        return switch (key) {
            case LEFT -> cards ? card(model, from, -1) : cell(model, from.card(), slot, -1, 0);
            case RIGHT -> cards ? card(model, from, 1) : cell(model, from.card(), slot, 1, 0);
            case UP -> cards ? card(model, from, -layout.cardColumns()) : cell(model, from.card(), slot, 0, -1);
            case DOWN -> cards ? card(model, from, layout.cardColumns()) : cell(model, from.card(), slot, 0, 1);
            case HOME -> new Place(0, from.post());
            case END -> new Place(layout.count() - 1, from.post());
            case PAGE_UP -> card(model, from, -layout.cardColumns() * pageRows(model, grid));
            case PAGE_DOWN -> card(model, from, layout.cardColumns() * pageRows(model, grid));
            default -> from;
        };
    }

    private static int pageRows(TableauModel model, Grid grid) {
        return Math.max(1, model.layout().request().height() / grid.pitchY());
    }

    private static Place card(TableauModel model, Place from, int by) {
        int last = model.layout().count() - 1;
        int next = from.card() + by;
        return Math.abs(by) == 1 || (next >= 0 && next <= last)
                ? new Place(Math.clamp(next, 0, last), from.post())
                : from;
    }

    private static Place cell(TableauModel model, int card, int slot, int byColumn, int byRow) {
        Grid grid = model.layout().grid();
        int count = model.slots().count();
        int columns = grid.cellColumns();
        int column = slot % columns + byColumn;
        int row = slot / columns + byRow;
        int rows = (count + columns - 1) / columns;
        if (column < 0 || column >= columns) {
            int next = card + byColumn;
            boolean there = next >= 0 && next < model.layout().count();
            int wrapped = there ? Math.floorMod(column, columns) : slot % columns;
            return place(model, there ? next : card, row * columns + wrapped);
        }
        if (row < 0 || row >= rows) {
            int next = card + byRow * model.layout().cardColumns();
            boolean there = next >= 0 && next < model.layout().count();
            return there ? place(model, next, Math.floorMod(row, rows) * columns + column) : place(model, card, slot);
        }
        return place(model, card, row * columns + column);
    }

    private static Place place(TableauModel model, int card, int slot) {
        return new Place(card, model.slots().id(Math.min(slot, model.slots().count() - 1)));
    }
}

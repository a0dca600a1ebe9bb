package dev.parallax.ui.tableau;

import dev.parallax.ui.selection.Picks;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// A frame that is drawn around clients, or, begun at an empty place of a card, around posts of that card. FX
/// thread only.
final class RubberBand implements Gesture {
    private final TableauView view;
    private final TableauModel model;
    private final Picker picker;
    private final Hit start;
    private final Picks before;
    private final boolean adding;
    private final int startX;
    /// Of the content, so that the band stays where it began while the content scrolls.
    private final int startY;

    private final Rectangle frame = new Rectangle();

    /// @param adding whether what was selected before stays selected
    RubberBand(TableauView view, TableauModel model, Picker picker, double x, double y, boolean adding) {
        this.view = view;
        this.model = model;
        this.picker = picker;
        this.start = view.hitAt(x, y);
        this.before = view.picksProperty().get();
        this.adding = adding;
        double scale = view.renderScale();
        startX = (int) (x * scale);
        startY = (int) (y * scale) + model.scroll();
        frame.setManaged(false);
        frame.setMouseTransparent(true);
        frame.setId("rubber-band");
        frame.getStyleClass().add("rubber-band");
        view.lay(frame);
    }

    @Override
    public void moveTo(double x, double y) {
        double scale = view.renderScale();
        int atX = (int) (x * scale);
        int atY = (int) (y * scale) + model.scroll();
        TableauLayout.Area area = new TableauLayout.Area(
                Math.min(startX, atX), Math.min(startY, atY), Math.abs(atX - startX), Math.abs(atY - startY));
        frame.setX(area.x() / scale);
        frame.setY((area.y() - model.scroll()) / scale);
        frame.setWidth(area.width() / scale);
        frame.setHeight(area.height() / scale);
        @Nullable Picks kept = adding ? before : null;
        if (start instanceof Hit.Cell cell) {
            picker.postsIn(cell.clientNumber(), model.postsIn(cell.clientNumber(), area), kept);
        } else {
            picker.clientsIn(model.clientsIn(area), kept);
        }
    }

    @Override
    public void finish(double x, double y) {
        moveTo(x, y);
        view.take(frame);
    }

    @Override
    public void cancel() {
        view.take(frame);
        view.picksProperty().set(before);
    }
}

package dev.parallax.ui.tableau;

import javafx.animation.AnimationTimer;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// What pressing, moving and letting go of the pointer does: a click selects, from a held post one drags it, from
/// anywhere else one draws a band. Near the upper and lower edge the content scrolls along. FX thread only.
final class PointerInput {
    /// A hand that clicks is not quite still.
    private static final double CLICK_RADIUS = 6;

    private static final double EDGE = 28;
    private static final double SCROLL_STEP = 12;

    private final TableauView view;
    private final TableauModel model;
    private final Picker picker;
    private Hit pressed = Hit.NOTHING;
    private double pressX;
    private double pressY;
    private boolean down;
    /// Whether letting go selects only what was pressed: pressing one of many may begin a drag of all of them.
    private boolean collapses;

    private @Nullable Gesture gesture;
    private double lastX;
    private double lastY;

    private final AnimationTimer edges = new AnimationTimer() {
        @Override
        public void handle(long now) {
            scrollAtEdges();
        }
    };

    PointerInput(TableauView view, TableauModel model, Picker picker) {
        this.view = view;
        this.model = model;
        this.picker = picker;
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPressed);
        view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onDragged);
        view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::onReleased);
    }

    /// Whether something is being dragged.
    boolean isActive() {
        return gesture != null;
    }

    /// Drops what is being dragged where it came from.
    void cancel() {
        Gesture under = gesture;
        if (under != null) {
            end();
            under.cancel();
        }
    }

    private void onPressed(MouseEvent event) {
        view.requestFocus();
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        cancel();
        pressed = view.hitAt(event.getX(), event.getY());
        pressX = event.getX();
        pressY = event.getY();
        down = true;
        collapses = false;
        if (event.isShortcutDown()) {
            picker.toggle(pressed);
        } else if (event.isShiftDown()) {
            picker.extend(pressed);
        } else if (picker.isOneOfMany(pressed)) {
            collapses = true;
        } else if (!pressed.equals(Hit.NOTHING)) {
            picker.only(pressed);
        }
    }

    private void onDragged(MouseEvent event) {
        if (!down || !event.isPrimaryButtonDown()) {
            return;
        }
        lastX = event.getX();
        lastY = event.getY();
        if (gesture == null && Math.hypot(lastX - pressX, lastY - pressY) > CLICK_RADIUS) {
            gesture = begin(event.isShortcutDown() || event.isShiftDown());
            edges.start();
        }
        Gesture under = gesture;
        if (under != null) {
            under.moveTo(lastX, lastY);
        }
    }

    private Gesture begin(boolean adding) {
        collapses = false;
        view.pauseHover();
        if (pressed instanceof Hit.Cell cell && cell.held() && cell.postId() > 0 && !adding) {
            view.picksProperty().set(view.picksProperty().get().leadClient(cell.clientNumber()));
            return new CellDrag(view, model, cell);
        }
        return new RubberBand(view, model, picker, pressX, pressY, adding);
    }

    private void onReleased(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        Gesture under = gesture;
        if (under != null) {
            end();
            under.finish(event.getX(), event.getY());
        } else if (down && collapses) {
            picker.only(pressed);
        }
        down = false;
    }

    private void end() {
        gesture = null;
        down = false;
        edges.stop();
    }

    private void scrollAtEdges() {
        double step = lastY < EDGE ? -SCROLL_STEP : lastY > view.getHeight() - EDGE ? SCROLL_STEP : 0;
        Gesture under = gesture;
        if (step != 0 && under != null) {
            view.scrollTo(model.scroll() + (int) Math.round(step * view.renderScale()));
            under.moveTo(lastX, lastY);
        }
    }
}

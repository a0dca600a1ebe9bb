package dev.parallax.ui.tableau;

import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// Keys and what the pointer does without being pressed: hover, wheel, menu, arrows, `+`, `−` and `0`. FX thread only.
final class TableauInput {
    private final TableauView view;
    private final TableauModel model;
    private final HoverTip tip;
    private final Picker picker;
    private final PointerInput pointer;
    private @Nullable ContextMenu open;

    TableauInput(TableauView view, TableauModel model) {
        this.view = view;
        this.model = model;
        this.tip = new HoverTip(view);
        this.picker = new Picker(view, model);
        this.pointer = new PointerInput(view, model, picker);
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::onMoved);
        view.addEventHandler(MouseEvent.MOUSE_EXITED, ignored -> onExited());
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, ignored -> onPressed());
        pointer.install();
        view.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
        view.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::onContextMenu);
    }

    private void onMoved(MouseEvent event) {
        Hit hit = view.hitAt(event.getX(), event.getY());
        view.setHoveredPost(hit instanceof Hit.Cell cell ? (Long) cell.postId() : null);
        tip.over(TableauSummary.tip(model, hit), event.getScreenX(), event.getScreenY());
    }

    private void onExited() {
        view.setHoveredPost(null);
        tip.hide();
    }

    Picker picker() {
        return picker;
    }

    PointerInput pointer() {
        return pointer;
    }

    /// Nothing is explained while something is dragged.
    void pauseHover() {
        onExited();
    }

    private void onPressed() {
        tip.hide();
        if (open != null) {
            open.hide();
        }
    }

    private void onScroll(ScrollEvent event) {
        tip.hide();
        if (event.isShortcutDown() || event.isControlDown()) {
            if (event.getDeltaY() > 0) {
                view.zoomIn();
            } else if (event.getDeltaY() < 0) {
                view.zoomOut();
            }
        } else {
            view.scrollTo((int) Math.round(model.scroll() - event.getDeltaY() * view.renderScale()));
            view.setHoveredPost(
                    view.hitAt(event.getX(), event.getY()) instanceof Hit.Cell cell ? (Long) cell.postId() : null);
        }
        event.consume();
    }

    private void onContextMenu(ContextMenuEvent event) {
        Hit hit = event.isKeyboardTrigger() ? selected() : view.hitAt(event.getX(), event.getY());
        if (!hit.equals(Hit.NOTHING) && !picker.isOneOfMany(hit)) {
            picker.only(hit);
        }
        open = view.contextMenu(hit);
        if (open != null) {
            open.show(view, event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }

    private Hit selected() {
        Integer client = view.selectedClientProperty().get();
        Long post = view.selectedPostProperty().get();
        CardState state = model.state(client);
        if (client == null || state == null) {
            return Hit.NOTHING;
        }
        int slot = post == null ? -1 : model.slots().slotOf(post);
        return post == null || slot < 0 ? new Hit.Card(client) : new Hit.Cell(client, post, state.held(slot) != null);
    }

    private void onKey(KeyEvent event) {
        // With Ctrl they are the window's, for the size of its text.
        boolean zoomKey = !event.isAltDown() && !event.isMetaDown() && !event.isControlDown();
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> {
                if (zoomKey) {
                    view.zoomIn();
                    event.consume();
                }
            }
            case MINUS, SUBTRACT -> {
                if (zoomKey) {
                    view.zoomOut();
                    event.consume();
                }
            }
            case DIGIT0, NUMPAD0 -> {
                if (zoomKey) {
                    view.zoomToFit();
                    event.consume();
                }
            }
            case LEFT, RIGHT, UP, DOWN, HOME, END, PAGE_UP, PAGE_DOWN -> {
                picker.step(event.getCode(), event.isShortcutDown(), event.isShiftDown());
                event.consume();
            }
            case ESCAPE -> {
                if (pointer.isActive()) {
                    pointer.cancel();
                    event.consume();
                } else if (picker.fewer()) {
                    event.consume();
                }
            }
            default -> {}
        }
    }
}

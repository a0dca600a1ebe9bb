package dev.parallax.ui.tableau;

import javafx.scene.control.ContextMenu;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// Pointer and keys on a tableau: hover, click, wheel, arrows, `+`, `−` and `0`. FX thread only.
final class TableauInput {
    private final TableauView view;
    private final TableauModel model;
    private final HoverTip tip;
    private @Nullable ContextMenu open;

    TableauInput(TableauView view, TableauModel model) {
        this.view = view;
        this.model = model;
        this.tip = new HoverTip(view);
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::onMoved);
        view.addEventHandler(MouseEvent.MOUSE_EXITED, ignored -> onExited());
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPressed);
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

    private void onPressed(MouseEvent event) {
        tip.hide();
        if (open != null) {
            open.hide();
        }
        view.requestFocus();
        if (event.getButton() == MouseButton.PRIMARY) {
            select(view.hitAt(event.getX(), event.getY()));
        }
    }

    private void select(Hit hit) {
        switch (hit) {
            case Hit.Cell cell -> {
                view.selectedPostProperty().set(cell.postId());
                view.selectedClientProperty().set(cell.clientNumber());
            }
            case Hit.Card card -> view.selectedClientProperty().set(card.clientNumber());
            case Hit.Nothing ignored -> {}
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
        select(hit);
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
        boolean zoomKey = !event.isAltDown() && !event.isMetaDown();
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
                step(event.getCode(), event.isShortcutDown());
                event.consume();
            }
            case ESCAPE -> {
                if (view.selectedPostProperty().get() != null
                        || view.selectedClientProperty().get() != null) {
                    view.selectedPostProperty().set(null);
                    view.selectedClientProperty().set(null);
                    event.consume();
                }
            }
            default -> {}
        }
    }

    private void step(KeyCode key, boolean byCard) {
        if (model.layout().count() == 0) {
            return;
        }
        int card = model.indexOf(view.selectedClientProperty().get());
        Long post = view.selectedPostProperty().get();
        Long first = model.slots().count() == 0 ? null : (Long) model.slots().id(0);
        Steps.Place to = card < 0
                ? new Steps.Place(0, post == null ? first : post)
                : Steps.step(model, new Steps.Place(card, post == null ? first : post), key, byCard);
        view.selectedPostProperty().set(to.post());
        view.selectedClientProperty().set(model.order().get(to.card()).view.number());
    }
}

package dev.parallax.ui.matrix;

import dev.parallax.ui.matrix.MatrixView.Place;
import dev.parallax.ui.selection.Picks;
import dev.parallax.ui.tableau.HoverTip;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Pointer and keys on a matrix: hover, click, wheel, arrows, `+`, `−` and `0`. FX thread only.
final class MatrixInput {
    private final MatrixView view;
    private final HoverTip tip;

    MatrixInput(MatrixView view) {
        this.view = view;
        tip = new HoverTip(view);
    }

    void install() {
        view.addEventHandler(MouseEvent.MOUSE_MOVED, this::onMoved);
        view.addEventHandler(MouseEvent.MOUSE_EXITED, event -> onExited());
        view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPressed);
        view.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
        view.addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    }

    private void onMoved(MouseEvent event) {
        view.hover(view.placeAt(event.getX(), event.getY()));
        String text = view.hoverTextProperty().get();
        tip.over(text.isEmpty() ? null : text, event.getScreenX(), event.getScreenY());
    }

    private void onExited() {
        view.hover(Place.NONE);
        tip.hide();
    }

    private void onPressed(MouseEvent event) {
        tip.hide();
        view.requestFocus();
        Place place = view.placeAt(event.getX(), event.getY());
        boolean any = place.client() != null || place.post() != null;
        if (any && (event.getButton() == MouseButton.PRIMARY || event.getButton() == MouseButton.SECONDARY)) {
            boolean more = event.getButton() == MouseButton.PRIMARY && event.isShortcutDown();
            view.choose(more ? toggled(place) : picked(place));
        }
    }

    private void onScroll(ScrollEvent event) {
        tip.hide();
        event.consume();
        if (event.isShortcutDown() || event.isControlDown()) {
            if (event.getDeltaY() > 0) {
                view.zoomIn();
            } else if (event.getDeltaY() < 0) {
                view.zoomOut();
            }
        } else {
            view.scrollBy(-event.getDeltaX(), -event.getDeltaY());
            view.hover(view.placeAt(event.getX(), event.getY()));
        }
    }

    private void zoom(KeyCode code) {
        switch (code) {
            case PLUS, ADD, EQUALS -> view.zoomIn();
            case MINUS, SUBTRACT -> view.zoomOut();
            default -> view.zoomToFit();
        }
    }

    private void onKey(KeyEvent event) {
        if (event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            // With Ctrl they are the window's, for the size of its text.
            case PLUS, ADD, EQUALS, MINUS, SUBTRACT, DIGIT0, NUMPAD0 -> {
                if (event.isControlDown()) {
                    return;
                }
                zoom(event.getCode());
            }
            case LEFT, RIGHT, UP, DOWN, HOME, END, PAGE_UP, PAGE_DOWN -> {
                if (event.isShortcutDown()) {
                    return;
                }
                step(event.getCode());
            }
            case ESCAPE -> {
                Picks now = view.selected();
                if (now.isEmpty()) {
                    return;
                }
                view.choose(now.isMany() ? now.leads() : Picks.NONE);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// A name selects its client and leaves the posts, a title the other way round. What is selected among others
    /// takes the lead and leaves them selected.
    private Picks picked(Place place) {
        Picks picks = view.selected();
        Integer client = place.client();
        Long post = place.post();
        if (client != null) {
            picks = picks.leadClient(client);
        }
        if (post != null) {
            picks = picks.withPosts(picks.posts().contains(post) ? picks.posts() : Set.of(post), post);
        }
        return picks;
    }

    private Picks toggled(Place place) {
        Picks picks = view.selected();
        Integer client = place.client();
        Long post = place.post();
        if (post == null) {
            return client == null ? picks : picks.toggleClient(client);
        }
        Picks toggled = picks.togglePost(post);
        return client == null ? toggled : toggled.leadClient(client);
    }

    private void step(KeyCode key) {
        MatrixModel model = view.model();
        int lines = model.order().size();
        int columns = model.columns().size();
        if (lines == 0 || columns == 0) {
            return;
        }
        int line = model.lineOf(
                view.selected().client() == 0 ? null : (Integer) view.selected().client());
        int column = model.columnOf(
                view.selected().post() == 0 ? null : (Long) view.selected().post());
        int nextLine = line < 0
                ? 0
                : switch (key) {
                    case UP -> line - 1;
                    case DOWN -> line + 1;
                    case PAGE_UP -> line - view.pageLines();
                    case PAGE_DOWN -> line + view.pageLines();
                    default -> line;
                };
        int nextColumn = column < 0
                ? 0
                : switch (key) {
                    case LEFT -> column - 1;
                    case RIGHT -> column + 1;
                    case HOME -> 0;
                    case END -> columns - 1;
                    default -> column;
                };
        view.choose(Picks.of(
                model.order().get(Math.clamp(nextLine, 0, lines - 1)).card().number(),
                model.columns().get(Math.clamp(nextColumn, 0, columns - 1))));
    }
}

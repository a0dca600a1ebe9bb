package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.policy.Completion.Proposal;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/// A list of proposals at the caret. The editor keeps the focus and hands keys on. FX thread only.
final class CompletionPopup {
    private static final double ROW_HEIGHT = 24;
    private static final int ROWS_MAX = 8;
    private static final double WIDTH = 220;

    private final Popup popup = new Popup();
    private final ListView<Proposal> list = new ListView<>();
    private final Consumer<Proposal> accepted;

    CompletionPopup(Consumer<Proposal> accepted) {
        this.accepted = accepted;
        list.setId("completion");
        list.setAccessibleText(text("policy.completion"));
        list.setFixedCellSize(ROW_HEIGHT);
        list.setPrefWidth(WIDTH);
        list.setFocusTraversable(false);
        list.getStyleClass().addAll("completion", "dense");
        list.setCellFactory(view -> new Cell());
        list.setOnMouseClicked(event -> accept());
        popup.getContent().add(list);
        popup.setAutoHide(true);
        popup.setAutoFix(true);
    }

    void show(Node owner, List<Proposal> proposals, Bounds caret) {
        list.getItems().setAll(proposals);
        list.getSelectionModel().select(0);
        list.setPrefHeight(Math.min(ROWS_MAX, proposals.size()) * ROW_HEIGHT + 2);
        if (popup.isShowing()) {
            popup.setAnchorX(caret.getMinX());
            popup.setAnchorY(caret.getMaxY());
        } else {
            popup.show(owner, caret.getMinX(), caret.getMaxY());
        }
    }

    void hide() {
        popup.hide();
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    /// @return whether the key was meant for the list
    boolean onKey(KeyCode code) {
        switch (code) {
            case DOWN -> list.getSelectionModel().selectNext();
            case UP -> list.getSelectionModel().selectPrevious();
            case ENTER, TAB -> accept();
            case ESCAPE -> hide();
            default -> {
                return false;
            }
        }
        list.scrollTo(list.getSelectionModel().getSelectedIndex());
        return true;
    }

    private void accept() {
        Proposal chosen = list.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            accepted.accept(chosen);
        }
    }

    /// The text, and what it is at the right.
    private static final class Cell extends ListCell<Proposal> {
        private final Label what = new Label();
        private final Label note = new Label();
        private final HBox box = new HBox(8, what, space(), note);

        Cell() {
            what.getStyleClass().add("code-text");
            note.getStyleClass().addAll("muted", "small-text");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Proposal item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            what.setText(item.text());
            note.setText(item.note());
            setGraphic(box);
        }

        private static Region space() {
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            return space;
        }
    }
}

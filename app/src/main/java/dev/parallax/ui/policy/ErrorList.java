package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.language.SchemaError;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// What is wrong with the text, each with its line and column; choosing one goes there. FX thread only.
final class ErrorList extends ListView<SchemaError> {
    private static final double PLACE_WIDTH = 40;

    ErrorList(Consumer<SchemaError> chosen) {
        setId("policy-errors");
        setAccessibleText(text("policy.errors.name"));
        getStyleClass().addAll("dense", "edge-to-edge", "policy-errors");
        setCellFactory(view -> new Cell());
        setOnMouseClicked(event -> goTo(chosen));
        setOnKeyPressed(event -> {
            if (event.getCode() == javafx.scene.input.KeyCode.ENTER) {
                goTo(chosen);
                event.consume();
            }
        });
    }

    void show(List<SchemaError> errors) {
        if (!getItems().equals(errors)) {
            getItems().setAll(errors);
        }
    }

    private void goTo(Consumer<SchemaError> chosen) {
        SchemaError error = getSelectionModel().getSelectedItem();
        if (error != null) {
            chosen.accept(error);
        }
    }

    private static final class Cell extends ListCell<SchemaError> {
        private final Label place = new Label();
        private final Label sentence = new Label();
        private final HBox box = new HBox(8, place, sentence);

        Cell() {
            place.getStyleClass().addAll("figure", "small-text", "error-place");
            place.setMinWidth(PLACE_WIDTH);
            sentence.getStyleClass().add("small-text");
            sentence.setWrapText(true);
            sentence.setMinHeight(Region.USE_PREF_SIZE);
            HBox.setHgrow(sentence, Priority.ALWAYS);
            // As wide as the list, so that sentences break instead of scrolling.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable SchemaError item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            place.setText(item.range().line() + ":" + item.range().column());
            sentence.setText(item.sentence());
            setGraphic(box);
        }
    }
}

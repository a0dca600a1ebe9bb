package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A small editor in a strip: a heading, labelled controls side by side, one button that does it and one that
/// does not. Enter does it too (Ctrl+Enter in a text of several lines), Esc closes. FX thread only.
final class Form extends VBox {
    private final HBox fields = new HBox(12);
    private final Button done;

    /// @param doneText what the button says that does it
    Form(String heading, String doneText, Runnable onDone, Runnable onCancel) {
        super(12);
        Label title = new Label(heading);
        title.getStyleClass().add("strip-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        done = new Button(doneText);
        done.setId("form-done");
        done.getStyleClass().add("accent");
        done.setOnAction(event -> onDone.run());
        Button cancel = new Button(text("cancel"));
        cancel.setId("form-cancel");
        cancel.setOnAction(event -> onCancel.run());
        HBox buttons = new HBox(8, title, space, cancel, done);
        buttons.setAlignment(Pos.CENTER_LEFT);
        fields.setAlignment(Pos.BOTTOM_LEFT);
        getChildren().addAll(buttons, fields);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && submits(event)) {
                event.consume();
                done.fire();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                onCancel.run();
            }
        });
    }

    /// Adds a control under its label; `grows` lets it take the width that is left.
    Form with(String label, Control control, boolean grows) {
        Label name = new Label(label);
        name.getStyleClass().add("field-label");
        name.setLabelFor(control);
        control.setAccessibleText(label);
        VBox field = new VBox(4, name, control);
        control.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(field, grows ? Priority.ALWAYS : Priority.NEVER);
        fields.getChildren().add(field);
        return this;
    }

    private static boolean submits(KeyEvent event) {
        Node target = (Node) event.getTarget();
        if (target instanceof Button || (target instanceof ComboBox<?> choice && choice.isShowing())) {
            return false;
        }
        return !(target instanceof TextArea) || event.isShortcutDown();
    }
}

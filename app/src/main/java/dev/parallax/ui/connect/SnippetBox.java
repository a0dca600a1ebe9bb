package dev.parallax.ui.connect;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.theme.Icons;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// One example with what copies it. FX thread only.
final class SnippetBox extends VBox {
    private static final double LINE_HEIGHT = 18;
    private static final double PADDING = 20;
    /// Fewer than fit, since lines break between words.
    private static final int CHARACTERS_IN_LINE = 72;

    SnippetBox(Snippet snippet, Consumer<String> copy) {
        super(4);
        String tool = snippet.tool().title();
        String id = snippet.tool().name().toLowerCase(Locale.ROOT);
        Label title = new Label(tool);
        title.getStyleClass().add("section-title");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button button = new Button(text("connect.copy"), Icons.of(Feather.COPY));
        button.setId("connect-copy-" + id);
        button.setAccessibleText(text("connect.copy.what", tool));
        button.getStyleClass().addAll("flat", "small");
        button.setOnAction(event -> copy.accept(snippet.text()));
        HBox head = new HBox(8, title, space, button);
        head.setAlignment(Pos.CENTER_LEFT);
        TextArea code = new TextArea(snippet.text());
        code.setId("connect-code-" + id);
        code.setAccessibleText(text("connect.code.name", tool));
        code.setEditable(false);
        code.setWrapText(true);
        code.getStyleClass().add("code");
        double height = lines(snippet.text()) * LINE_HEIGHT + PADDING;
        code.setMinHeight(height);
        code.setPrefHeight(height);
        getChildren().addAll(head, code);
    }

    /// How many lines a text takes when long ones are wrapped.
    private static int lines(String text) {
        return text.lines()
                .mapToInt(line -> 1 + line.length() / CHARACTERS_IN_LINE)
                .sum();
    }
}

package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.why.Verdict.Layer;
import dev.parallax.ui.why.Verdict.Tone;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One of the layers that decide whether a client shows a row: its name, how it stands, and what it
/// says. FX thread only.
final class LayerLine extends HBox {
    private static final double NAME_WIDTH = 52;

    private final String name;
    private final FontIcon mark = Icons.of(Feather.MINUS);
    private final Label sentence = new Label();

    /// @param key of the text that names it; with hyphens, its id
    LayerLine(String key) {
        super(8);
        setId(key.replace('.', '-'));
        name = text(key);
        Label title = new Label(name);
        title.getStyleClass().add("section-title");
        title.setMinWidth(NAME_WIDTH);
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMinWidth(0);
        sentence.getStyleClass().add("small-text");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        getChildren().addAll(mark, title, sentence);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    void show(Layer layer) {
        sentence.setText(layer.sentence());
        setAccessibleText(name + ": " + layer.sentence());
        tint(mark, layer.tone());
    }

    /// Gives an icon the shape and the colour of a tone.
    static void tint(FontIcon icon, Tone tone) {
        icon.setIconCode(
                switch (tone) {
                    case GOOD -> Feather.CHECK_CIRCLE;
                    case DENIED -> Feather.X_CIRCLE;
                    case WAITING -> Feather.CLOCK;
                    case WRONG -> Feather.ALERT_TRIANGLE;
                    case NEUTRAL -> Feather.MINUS_CIRCLE;
                });
        icon.getStyleClass().removeIf(each -> each.startsWith("tone-"));
        icon.getStyleClass().add("tone-" + tone.name().toLowerCase(Locale.ROOT));
    }
}

package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.theme.Icons;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/// The first steps in one line above the tableau; once closed it stays closed. FX thread only.
final class StartHere extends HBox {
    private static final String PREFERENCE = "startHere.closed";
    private static final List<String> STEPS = List.of("space", "click", "publish", "keys");

    /// What they need on one line; with less they take two.
    private static final double WIDTH_OF_STEPS = 380;

    private final Preferences preferences;

    /// @param scenarios shows the gallery
    StartHere(Preferences preferences, Runnable scenarios) {
        super(12);
        this.preferences = preferences;
        setId("start-here");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("start-here");
        Label title = new Label(text("start.title"), Icons.of(Feather.COMPASS));
        title.getStyleClass().add("strip-title");
        title.setMinWidth(USE_PREF_SIZE);
        FlowPane steps = new FlowPane(12, 4);
        steps.setAlignment(Pos.CENTER_LEFT);
        steps.setPrefWrapLength(WIDTH_OF_STEPS);
        STEPS.forEach(step -> steps.getChildren().add(step(step)));
        HBox.setHgrow(steps, Priority.ALWAYS);
        Button gallery = new Button(text("start.scenarios"), Icons.of(Feather.FILM));
        gallery.setId("start-here-scenarios");
        gallery.setMinWidth(USE_PREF_SIZE);
        gallery.getStyleClass().add("small");
        gallery.setOnAction(event -> scenarios.run());
        Button close = new Button(null, Icons.of(Feather.X));
        close.setId("start-here-close");
        close.setAccessibleText(text("start.close"));
        close.getStyleClass().addAll("flat", "button-icon", "small");
        close.setOnAction(event -> {
            preferences.put(PREFERENCE, "true");
            show(false);
        });
        steps.getChildren().add(gallery);
        getChildren().addAll(title, steps, close);
        show(!preferences.flag(PREFERENCE, false));
    }

    /// Stands back while `value`, without being closed for good.
    void standBack(boolean value) {
        show(!value && !preferences.flag(PREFERENCE, false));
    }

    private void show(boolean visible) {
        setVisible(visible);
        setManaged(visible);
    }

    private static Node step(String step) {
        Label key = new Label(text("start." + step + ".key"));
        key.getStyleClass().add("key");
        key.setMinWidth(USE_PREF_SIZE);
        HBox box = new HBox(6, key, new Label(text("start." + step)));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }
}

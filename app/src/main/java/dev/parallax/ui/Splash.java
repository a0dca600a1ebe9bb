package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// What the window shows until the world is there, or when it cannot be. FX thread only.
final class Splash extends VBox {
    private final Label message = new Label(text("splash.starting"));
    private final ProgressBar bar = new ProgressBar();

    Splash() {
        super(16);
        setId("splash");
        setAlignment(Pos.CENTER);
        Label title = new Label(text("app.name"), Icons.of(Feather.APERTURE));
        title.getStyleClass().addAll("title-1", "splash-title");
        message.getStyleClass().add("muted");
        bar.setPrefWidth(240);
        bar.setAccessibleText(text("splash.starting"));
        getChildren().addAll(title, message, bar);
    }

    /// Says why there is no world; `detail` may have many lines, such as the errors of a schema.
    void fail(String detail) {
        message.setText(text("splash.failed"));
        TextArea area = new TextArea(detail);
        area.setEditable(false);
        area.setAccessibleText(text("splash.failed"));
        area.getStyleClass().add("code");
        area.setMaxWidth(880);
        getChildren().setAll(getChildren().getFirst(), message, area);
    }
}

package dev.parallax.ui.export;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Version;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.Origin;
import java.util.Date;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/// Says which file the world that is shown comes from, and leads back to the person's own. FX thread only.
public final class OriginBar extends HBox {
    /// @param canLeave whether there is another world to go back to
    public OriginBar(Origin origin, Theatre theatre, boolean canLeave) {
        super(12);
        setId("origin");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("scenario-bar");
        Label name = new Label(origin.name(), Icons.of(Feather.PACKAGE));
        name.getStyleClass().add("strip-title");
        name.setMinWidth(USE_PREF_SIZE);
        Label sentence = new Label(sentence(origin));
        sentence.setId("origin-text");
        sentence.setWrapText(true);
        sentence.setMinHeight(USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        getChildren().addAll(name, sentence);
        if (canLeave) {
            Button leave = new Button(text("origin.leave"), Icons.of(Feather.CORNER_UP_LEFT));
            leave.setId("origin-leave");
            leave.setTooltip(Actions.tooltip(text("origin.leave.hint")));
            leave.setMinWidth(USE_PREF_SIZE);
            leave.setOnAction(event -> theatre.leave());
            getChildren().add(leave);
        }
    }

    private static String sentence(Origin origin) {
        int moments = origin.bundle().recorded().states().size();
        if (origin.isRecording()) {
            return text("origin.recording", moments);
        }
        return text(
                "origin.world",
                Date.from(Version.instant(origin.bundle().saved())),
                origin.bundle().clients().size(),
                moments);
    }
}

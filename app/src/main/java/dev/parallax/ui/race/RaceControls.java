package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// What can be done with a race: make changes, begin the figures anew, copy them, end it. FX thread only.
final class RaceControls extends FlowPane {
    /// Enough to compare by, few enough to watch.
    static final int CHANGES = 20;

    private final Label who = new Label();
    private final Button run = button("race-run", text("race.run", CHANGES), text("race.run.hint"), Feather.PLAY);
    private final ProgressBar bar = new ProgressBar(0);
    private final Label count = new Label();
    private final Button stop = button("race-stop", text("race.stop"), text("race.stop.hint"), Feather.SQUARE);
    private final HBox progress = new HBox(8, bar, count, stop);
    private final CheckBox keep = new CheckBox(text("race.keep"));
    private final Label problem = new Label();

    /// What the buttons do.
    interface Handler {
        void onRun();

        void onStop();

        void onReset();

        void onCopy();

        void onClose(boolean keeps);
    }

    RaceControls(Handler handler) {
        super(8, 6);
        setAlignment(Pos.CENTER_LEFT);
        who.getStyleClass().add("strip-title");
        who.setId("race-who");
        run.getStyleClass().add("accent");
        run.setOnAction(event -> handler.onRun());
        stop.setOnAction(event -> handler.onStop());
        bar.setPrefWidth(80);
        bar.setAccessibleText(text("race.run.name"));
        count.setId("race-count");
        count.getStyleClass().add("figure");
        progress.setAlignment(Pos.CENTER_LEFT);
        Button reset = button("race-reset", text("race.reset"), text("race.reset.hint"), Feather.ROTATE_CCW);
        reset.setOnAction(event -> handler.onReset());
        Button copy = button("race-copy", text("race.copy"), text("race.copy.hint"), Feather.COPY);
        copy.setOnAction(event -> handler.onCopy());
        Button close = button("race-close", text("race.close"), text("race.close.hint"), Feather.X);
        close.setOnAction(event -> handler.onClose(keep.isSelected()));
        keep.setId("race-keep");
        keep.setTooltip(Actions.tooltip(text("race.keep.hint")));
        problem.setId("race-refused");
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        getChildren().addAll(who, run, progress, reset, copy, close, keep, problem);
    }

    private static Button button(String id, String words, String hint, Feather icon) {
        Button button = new Button(words, Icons.of(icon));
        button.setId(id);
        button.setTooltip(Actions.tooltip(hint));
        button.setMinWidth(USE_PREF_SIZE);
        button.getStyleClass().add("small");
        return button;
    }

    void show(String user, Optional<RaceRun> now, String why) {
        who.setText(user);
        boolean running = now.isPresent() && !now.get().isOver();
        run.setDisable(running);
        shown(progress, running);
        now.ifPresent(each -> {
            bar.setProgress((double) (each.done() + each.refused()) / each.total());
            count.setText(text("race.run.count", each.done(), each.total()));
        });
        String refusal = now.filter(each -> each.refused() > 0)
                .map(each -> each.problem().isEmpty()
                        ? text("race.run.nothing", each.refused())
                        : text("race.run.refused", each.refused(), each.problem()))
                .orElse("");
        String words = String.join(" ", List.of(why, refusal)).strip();
        problem.setText(words);
        shown(problem, !words.isEmpty());
    }

    void focus() {
        run.requestFocus();
    }

    private static void shown(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }
}

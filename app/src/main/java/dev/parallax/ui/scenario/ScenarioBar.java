package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.scenario.Pace;
import dev.parallax.scenario.Progress;
import dev.parallax.scenario.Progress.State;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.scenario.StepResult;
import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.StepText;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.plan.Step;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A scenario that is being played: what it shows, how far it is, what is said about the step, and how
/// it came out. FX thread only.
public final class ScenarioBar extends VBox implements Pulse.Part {
    private static final PseudoClass PASSED = PseudoClass.getPseudoClass("passed");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    /// More would push the cards out of the window; the list of steps has them all.
    private static final int FAILURES_SHOWN = 3;

    private final ScenarioRun run;
    private final Label counter = new Label();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label deed = new Label();
    private final Label say = new Label();
    private final FontIcon pauseIcon = Icons.of(Feather.PAUSE);
    private final Button pause = new Button(null, pauseIcon);
    private final Button step;
    private final Button stop;
    private final HBox offers = new HBox(8);
    private final StepList list = new StepList();
    private final ToggleButton steps = new ToggleButton(text("scenario.steps"), Icons.of(Feather.LIST));
    private @Nullable Progress shown;
    private boolean shownPaused;

    public ScenarioBar(ScenarioRun run, Theatre theatre) {
        super(6);
        this.run = run;
        setId("scenario-bar");
        getStyleClass().add("scenario-bar");
        Label title = new Label(run.progress().scenario().name(), Icons.of(Feather.FILM));
        title.getStyleClass().add("strip-title");
        title.setMinWidth(USE_PREF_SIZE);
        counter.getStyleClass().addAll("muted", "figure");
        counter.setId("scenario-counter");
        counter.setMinWidth(USE_PREF_SIZE);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setPrefWidth(80);
        bar.setAccessibleText(text("scenario.progress"));
        HBox.setHgrow(bar, Priority.ALWAYS);
        named(pause, "scenario-pause", text("scenario.pause"));
        pause.setOnAction(event -> togglePause());
        step = button("scenario-step", text("scenario.step"), Feather.SKIP_FORWARD, () -> pace().step());
        stop = button("scenario-stop", text("scenario.stop"), Feather.SQUARE, () -> pace().stop());
        Button leave = new Button(text("scenario.leave"), Icons.of(Feather.CORNER_UP_LEFT));
        leave.setId("scenario-leave");
        leave.setMinWidth(USE_PREF_SIZE);
        leave.setOnAction(event -> theatre.leave());
        steps.setId("scenario-list");
        steps.getStyleClass().addAll("flat", "small", "legend-toggle");
        steps.setMinWidth(USE_PREF_SIZE);
        steps.setTooltip(Actions.tooltip(text("scenario.steps.hint")));
        list.visibleProperty().bind(steps.selectedProperty());
        list.managedProperty().bind(steps.selectedProperty());
        steps.selectedProperty().subscribe(open -> showSteps());
        offers.setVisible(false);
        offers.managedProperty().bind(offers.visibleProperty());
        HBox line = new HBox(12, title, counter, bar, new HBox(pause, step, stop), steps, offers, leave);
        line.setAlignment(Pos.CENTER_LEFT);
        deed.getStyleClass().addAll("muted", "small-text");
        deed.setId("scenario-deed");
        say.setId("scenario-say");
        say.getStyleClass().add("scenario-say");
        for (Label label : List.of(deed, say)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        getChildren().addAll(line, say, deed, list);
        refresh(0);
    }

    /// Shows a button once the scenario is over: where to go on from here.
    public void offerAtEnd(Button button) {
        button.setMinWidth(USE_PREF_SIZE);
        offers.getChildren().add(button);
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void refresh(long nanos) {
        Progress now = run.progress();
        boolean paused = pace().isPaused();
        if (now == shown && paused == shownPaused) {
            return;
        }
        shown = now;
        shownPaused = paused;
        showSteps();
        int count = now.steps().size();
        counter.setText(text("scenario.counter", Math.min(now.current() + 1, count), count));
        bar.setProgress(count == 0 ? 1 : now.results().size() / (double) count);
        if (now.state() == State.PLAYING) {
            now.step().ifPresent(step -> showStep(now, step));
            pauseIcon.setIconCode(paused ? Feather.PLAY : Feather.PAUSE);
            String hint = text(paused ? "scenario.resume" : "scenario.pause");
            if (!Objects.equals(pause.getAccessibleText(), hint)) {
                named(pause, "scenario-pause", hint);
            }
        } else {
            showEnd(now);
        }
    }

    private void showSteps() {
        if (steps.isSelected()) {
            list.show(run.progress());
        }
    }

    /// A step without words of its own goes on with what was said last.
    private void showStep(Progress now, Step step) {
        String words = step.say();
        for (int index = now.current() - 1;
                words.isEmpty() && index >= now.scenario().setup().size();
                index--) {
            words = now.steps().get(index).say();
        }
        say.setText(words.isEmpty() ? now.scenario().teaches() : words);
        deed.setText(StepText.of(step.deed()));
    }

    private void showEnd(Progress now) {
        for (Button each : List.of(pause, step, stop)) {
            each.setVisible(false);
            each.setManaged(false);
        }
        offers.setVisible(true);
        boolean stopped = now.state() == State.STOPPED;
        pseudoClassStateChanged(PASSED, now.passed());
        pseudoClassStateChanged(FAILED, !now.passed() && !stopped);
        counter.setText(
                stopped
                        ? text("scenario.stopped")
                        : now.passed() ? text("scenario.passed") : text("scenario.failed", now.failed()));
        say.setText(now.scenario().teaches());
        deed.setText(stopped ? text("scenario.explore") : outcome(now));
    }

    private static String outcome(Progress now) {
        List<String> lines = new ArrayList<>();
        if (!now.problem().isEmpty()) {
            lines.add(now.problem());
        }
        for (StepResult result : now.results()) {
            if (result.outcome() == Outcome.FAILED) {
                lines.add(text("scenario.failure", result.line(), result.title(), result.sentence()));
            }
        }
        now.lasting().stream()
                .filter(pin -> pin.standing().verdict() != Verdict.HOLDS)
                .forEach(pin -> lines.add(
                        pin.expectation().text() + ": " + pin.standing().sentence()));
        if (lines.isEmpty()) {
            return text("scenario.explore");
        }
        return String.join("\n", lines.subList(0, Math.min(FAILURES_SHOWN, lines.size())));
    }

    private void togglePause() {
        if (pace().isPaused()) {
            pace().resume();
        } else {
            pace().pause();
        }
    }

    private Pace pace() {
        return run.pace();
    }

    private static Button button(String id, String hint, Feather icon, Runnable action) {
        Button button = new Button(null, Icons.of(icon));
        named(button, id, hint);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static void named(Button button, String id, String hint) {
        button.setId(id);
        button.setAccessibleText(hint);
        button.setTooltip(Actions.tooltip(hint));
        if (!button.getStyleClass().contains("button-icon")) {
            button.getStyleClass().addAll("flat", "button-icon");
        }
    }
}

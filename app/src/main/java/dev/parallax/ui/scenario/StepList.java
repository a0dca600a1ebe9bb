package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.scenario.Progress;
import dev.parallax.scenario.Progress.State;
import dev.parallax.scenario.StepResult;
import dev.parallax.scenario.StepText;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Step;
import dev.parallax.ui.theme.Icons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// All steps of a scenario: what each does, which one is played, and how those before it came out. FX thread only.
final class StepList extends ListView<StepList.Line> {
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double LINE_HEIGHT = 26;
    private static final int LINES_SHOWN = 7;
    /// Above and below, together.
    private static final double BORDER = 2;

    private int followed = -1;

    /// How far a step is.
    enum Standing {
        WAITING("scenario.step.waiting", Feather.CIRCLE),
        CURRENT("scenario.step.current", Feather.PLAY),
        DONE("scenario.step.done", Feather.CHECK),
        FAILED("scenario.step.failed", Feather.X),
        SKIPPED("scenario.step.skipped", Feather.SKIP_FORWARD);

        private final String key;
        private final Feather icon;

        Standing(String key, Feather icon) {
            this.key = key;
            this.icon = icon;
        }
    }

    /// @param number from 1
    /// @param sentence why it failed; empty otherwise
    record Line(int number, Standing standing, String title, String sentence) {
        String words() {
            String words = number + "  " + title;
            return sentence.isEmpty() ? words : words + ": " + sentence;
        }
    }

    StepList() {
        setId("scenario-steps");
        setAccessibleText(text("scenario.steps"));
        getStyleClass().addAll("edge-to-edge", "step-list");
        setFixedCellSize(LINE_HEIGHT);
        setCellFactory(view -> new StepCell());
    }

    void show(Progress now) {
        List<Line> lines = lines(now);
        if (!lines.equals(getItems())) {
            getItems().setAll(lines);
            double height = LINE_HEIGHT * Math.clamp(lines.size(), 1, LINES_SHOWN) + BORDER;
            setPrefHeight(height);
            setMinHeight(height);
        }
        if (now.current() != followed) {
            followed = now.current();
            scrollTo(Math.max(0, followed - LINES_SHOWN / 2));
        }
    }

    private static List<Line> lines(Progress now) {
        Map<Integer, StepResult> results = new HashMap<>();
        now.results().forEach(result -> results.put(result.index(), result));
        List<Line> lines = new ArrayList<>();
        for (int index = 0; index < now.steps().size(); index++) {
            Step step = now.steps().get(index);
            StepResult result = results.get(index);
            boolean current = index == now.current() && now.state() == State.PLAYING;
            lines.add(new Line(
                    index + 1,
                    result == null ? current ? Standing.CURRENT : Standing.WAITING : standing(result),
                    step.deed() instanceof Deed.Say ? step.say() : StepText.of(step.deed()),
                    result != null && result.outcome() == StepResult.Outcome.FAILED ? result.sentence() : ""));
        }
        return lines;
    }

    private static Standing standing(StepResult result) {
        return switch (result.outcome()) {
            case DONE -> Standing.DONE;
            case FAILED -> Standing.FAILED;
            case SKIPPED -> Standing.SKIPPED;
        };
    }

    private static final class StepCell extends ListCell<Line> {
        private final FontIcon icon = Icons.of(Feather.CIRCLE);

        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            pseudoClassStateChanged(FAILED, !empty && line.standing() == Standing.FAILED);
            pseudoClassStateChanged(CURRENT, !empty && line.standing() == Standing.CURRENT);
            if (empty) {
                setText(null);
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            icon.setIconCode(line.standing().icon);
            setGraphic(icon);
            setText(line.words());
            setAccessibleText(text(line.standing().key, line.words()));
        }
    }
}

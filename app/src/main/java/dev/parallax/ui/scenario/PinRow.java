package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Version;
import dev.parallax.scenario.Pin;
import dev.parallax.scenario.expectation.Expectation.Tense;
import dev.parallax.scenario.expectation.Standing;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One pinned expectation: its sentence, how it stands, since when and why. FX thread only.
final class PinRow extends HBox {
    private static final PseudoClass HOLDS = PseudoClass.getPseudoClass("holds");
    private static final PseudoClass FAILS = PseudoClass.getPseudoClass("fails");

    private final FontIcon icon = Icons.of(Feather.HELP_CIRCLE);
    private final ClickBox lines;
    private final Label since = new Label();
    private final Label why = new Label();
    private @Nullable Standing shown;

    /// @param removable whether the person made it, or a scenario did
    /// @param jump goes where the reading is about
    PinRow(Pin pin, boolean removable, Runnable jump, Runnable again, Runnable unpin) {
        super(8);
        setId("pin-" + pin.number());
        getStyleClass().add("pin-row");
        setAlignment(Pos.TOP_LEFT);
        Label words = new Label(pin.expectation().text());
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.getStyleClass().add("pin-sentence");
        since.getStyleClass().addAll("small-text", "pin-since");
        why.getStyleClass().addAll("muted", "small-text");
        for (Label label : new Label[] {since, why}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        lines = new ClickBox(2, jump, words, since, why);
        lines.setMinWidth(0);
        Tooltip.install(lines, Actions.tooltip(text("expect.jump")));
        HBox.setHgrow(lines, Priority.ALWAYS);
        getChildren().addAll(icon, lines);
        if (pin.expectation().tense() != Tense.STATE) {
            getChildren().add(button(text("expect.again"), Feather.ROTATE_CCW, again));
        }
        if (removable) {
            getChildren().add(button(text("expect.unpin"), Feather.X, unpin));
        }
    }

    void show(Pin pin) {
        Standing now = pin.standing();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        pseudoClassStateChanged(HOLDS, now.verdict() == Verdict.HOLDS);
        pseudoClassStateChanged(FAILS, now.verdict() == Verdict.FAILS);
        icon.setIconCode(
                switch (now.verdict()) {
                    case HOLDS -> Feather.CHECK_CIRCLE;
                    case FAILS -> Feather.ALERT_OCTAGON;
                    case UNDECIDED -> Feather.HELP_CIRCLE;
                });
        String time = Version.text(now.sinceMicros()).substring(11, 19);
        since.setText(
                switch (now.verdict()) {
                    case HOLDS -> text("expect.holds", time);
                    case FAILS -> text("expect.fails", time);
                    case UNDECIDED -> text("expect.undecided");
                });
        why.setText(now.sentence());
        lines.setAccessibleText(pin.expectation().text() + ". " + since.getText() + ". " + now.sentence());
    }

    private static Button button(String hint, Feather icon, Runnable action) {
        Button button = new Button(null, Icons.of(icon));
        button.setAccessibleText(hint);
        button.setTooltip(Actions.tooltip(hint));
        button.getStyleClass().addAll("flat", "button-icon", "small");
        button.setOnAction(event -> action.run());
        return button;
    }
}

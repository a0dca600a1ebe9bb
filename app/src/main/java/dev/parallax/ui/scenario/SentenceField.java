package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.ExpectationException;
import dev.parallax.scenario.expectation.ExpectationLanguage;
import dev.parallax.scenario.expectation.Vocabulary;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Where an expectation is typed: below it the words that can come next (Tab takes the first), or what
/// is wrong. FX thread only.
final class SentenceField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int WORDS_SHOWN = 8;

    private final Supplier<Vocabulary> vocabulary;
    private final Consumer<Expectation> onPin;
    private final TextField field = new TextField();
    private final FlowPane words = new FlowPane(4, 4);
    private final Label problem = new Label();

    SentenceField(Supplier<Vocabulary> vocabulary, Consumer<Expectation> onPin) {
        super(6);
        this.vocabulary = vocabulary;
        this.onPin = onPin;
        field.setId("expectation");
        field.setPromptText(text("expect.prompt"));
        field.setAccessibleText(text("expect.label"));
        HBox.setHgrow(field, Priority.ALWAYS);
        Button pin = new Button(null, Icons.of(Feather.MAP_PIN));
        pin.setId("pin-expectation");
        pin.setMinWidth(USE_PREF_SIZE);
        pin.getStyleClass().add("button-icon");
        pin.setAccessibleText(text("expect.pin"));
        pin.setTooltip(Actions.tooltip(text("expect.pin.hint")));
        pin.setOnAction(event -> commit());
        field.setOnAction(event -> commit());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        field.textProperty().subscribe(this::onTyped);
        field.focusedProperty().subscribe(focused -> offer());
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        problem.setId("expectation-problem");
        problem.getStyleClass().addAll("small-text", "problem");
        say("");
        getChildren().addAll(new HBox(8, field, pin), words, problem);
    }

    void focus() {
        field.requestFocus();
    }

    /// Shows a sentence about what is wrong; none if it is empty.
    void say(String sentence) {
        problem.setText(sentence);
        problem.setVisible(!sentence.isEmpty());
        problem.setManaged(!sentence.isEmpty());
        field.pseudoClassStateChanged(WRONG, !sentence.isEmpty());
    }

    private void onTyped() {
        say("");
        offer();
    }

    private void offer() {
        List<String> next = field.isFocused() ? completions() : List.of();
        words.getChildren()
                .setAll(next.stream().limit(WORDS_SHOWN).map(this::chip).toList());
        words.setVisible(!next.isEmpty());
        words.setManaged(!next.isEmpty());
    }

    private List<String> completions() {
        return ExpectationLanguage.completions(field.getText(), vocabulary.get());
    }

    private Button chip(String word) {
        Button chip = new Button(word);
        chip.setFocusTraversable(false);
        chip.setMinWidth(USE_PREF_SIZE);
        chip.getStyleClass().addAll("small", "word");
        chip.setOnAction(event -> {
            take(word);
            field.requestFocus();
            field.end();
        });
        return chip;
    }

    /// Puts a word in place of the one that was begun.
    private void take(String word) {
        String typed = field.getText();
        int begin = typed.length();
        while (begin > 0 && !Character.isWhitespace(typed.charAt(begin - 1))) {
            begin--;
        }
        field.setText(typed.substring(0, begin) + word + " ");
        field.end();
    }

    private void onKey(KeyEvent event) {
        boolean completes = event.getCode() == KeyCode.TAB
                && !event.isShiftDown()
                && !field.getText().isBlank();
        List<String> next = completes ? completions() : List.of();
        if (!next.isEmpty()) {
            event.consume();
            take(next.getFirst());
        }
    }

    private void commit() {
        try {
            Expectation expectation = ExpectationLanguage.parse(field.getText(), vocabulary.get());
            field.clear();
            onPin.accept(expectation);
        } catch (ExpectationException e) {
            say(text("expect.wrong", e.column(), e.sentence()));
            field.positionCaret(Math.min(e.column() - 1, field.getLength()));
        }
    }
}

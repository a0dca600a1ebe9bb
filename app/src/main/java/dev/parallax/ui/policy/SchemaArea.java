package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.language.SchemaError;
import dev.parallax.language.SchemaTokens;
import dev.parallax.language.SchemaTokens.Kind;
import dev.parallax.language.SchemaTokens.Word;
import dev.parallax.ui.policy.Completion.Proposal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpans;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// A schema text to type in, with line numbers, colours, underlined errors and proposals. FX thread only.
final class SchemaArea extends StackPane {
    private static final double NUMBER_WIDTH = 34;
    private static final String INDENT = "    ";

    private final CodeArea area = new CodeArea();
    private final CompletionPopup popup = new CompletionPopup(this::accept);
    private Completion completion = new Completion(0, List.of());
    private boolean accepting;

    SchemaArea() {
        area.setId("schema");
        area.setWrapText(true);
        area.setParagraphGraphicFactory(this::number);
        area.getStyleClass().add("schema-view");
        area.setAccessibleText(text("policy.schema"));
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        area.focusedProperty().subscribe(focused -> {
            if (!focused) {
                popup.hide();
            }
        });
        area.plainTextChanges().subscribe(change -> {
            if (!accepting && area.isFocused()) {
                onTyped(change.getInserted());
            }
        });
        getChildren().add(new VirtualizedScrollPane<>(area));
    }

    String source() {
        return area.getText();
    }

    /// Can be undone by the person. Shows the first place that differs from before.
    void replace(String source) {
        String before = area.getText();
        int same = 0;
        while (same < Math.min(before.length(), source.length()) && before.charAt(same) == source.charAt(same)) {
            same++;
        }
        area.replaceText(source);
        area.moveTo(same == before.length() || same == source.length() ? 0 : same);
        area.requestFollowCaret();
    }

    /// Puts another text there as if it had always been there.
    void start(String source) {
        replace(source);
        area.getUndoManager().forgetHistory();
    }

    void onChange(Runnable listener) {
        area.plainTextChanges().subscribe(change -> listener.run());
    }

    /// Colours the text and underlines what is wrong; does nothing if the text is another by now.
    void show(Analysis analysis) {
        String source = analysis.source();
        if (source.isEmpty() || !source.equals(area.getText())) {
            return;
        }
        StyleSpans<Collection<String>> spans = colours(analysis.words(), source.length());
        if (!analysis.errors().isEmpty()) {
            spans = spans.overlay(underlines(analysis.errors(), source.length()), SchemaArea::both);
        }
        area.setStyleSpans(0, spans);
    }

    void goTo(SchemaError error) {
        area.moveTo(Math.min(error.range().start(), area.getLength()));
        area.requestFollowCaret();
        area.requestFocus();
    }

    /// Stays where it is if the text declares no such record.
    void goToRecord(String record) {
        List<Word> words = SchemaTokens.of(area.getText()).stream()
                .filter(word -> word.kind() != Kind.COMMENT)
                .toList();
        for (int index = 1; index < words.size(); index++) {
            boolean declares = words.get(index - 1).text().equals("record");
            if (declares && words.get(index).text().equals(record)) {
                area.moveTo(words.get(index).start());
                area.requestFollowCaret();
            }
        }
        area.requestFocus();
    }

    void focus() {
        area.requestFocus();
    }

    /// Opens the proposals for where the caret is.
    void complete() {
        completion = Completion.at(area.getText(), area.getCaretPosition());
        if (completion.proposals().isEmpty()) {
            popup.hide();
        } else {
            popup.show(area, completion.proposals(), caretBounds());
        }
    }

    /// On the screen; of the whole area while the caret is outside of what shows.
    private Bounds caretBounds() {
        area.requestFollowCaret();
        area.layout();
        return area.getCaretBounds().orElseGet(() -> area.localToScreen(area.getLayoutBounds()));
    }

    private void onTyped(String inserted) {
        boolean opens = inserted.equals(".") || inserted.equals("@");
        if (opens || popup.isShowing()) {
            // The caret moves after the text has changed.
            javafx.application.Platform.runLater(this::complete);
        }
    }

    private void accept(Proposal proposal) {
        popup.hide();
        accepting = true;
        area.replaceText(completion.start(), area.getCaretPosition(), proposal.text());
        accepting = false;
        if (proposal.text().endsWith(".")) {
            complete();
        }
    }

    private void onKey(KeyEvent event) {
        if (event.isControlDown() && event.getCode() == KeyCode.SPACE) {
            complete();
            event.consume();
        } else if (popup.isShowing() && popup.onKey(event.getCode())) {
            event.consume();
        } else if (event.getCode() == KeyCode.TAB && !event.isShiftDown() && !event.isControlDown()) {
            area.replaceSelection(INDENT);
            event.consume();
        }
    }

    private Node number(int line) {
        Label label = new Label(Integer.toString(line + 1));
        label.getStyleClass().add("lineno");
        label.setMinWidth(NUMBER_WIDTH);
        label.setPrefWidth(NUMBER_WIDTH);
        label.setAlignment(Pos.TOP_RIGHT);
        return label;
    }

    private static StyleSpans<Collection<String>> colours(List<Word> words, int length) {
        StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
        int end = 0;
        for (Word word : words) {
            builder.add(List.of(), word.start() - end);
            builder.add(style(word.kind()), word.end() - word.start());
            end = word.end();
        }
        builder.add(List.of(), length - end);
        return builder.create();
    }

    private static List<String> style(Kind kind) {
        return switch (kind) {
            case NAME, OPERATOR, BRACKET, UNKNOWN -> List.of();
            case KEYWORD, DIRECTIVE, LITERAL, STRING, SESSION, TYPE, COMMENT ->
                List.of("schema-" + kind.name().toLowerCase(Locale.ROOT));
        };
    }

    private static StyleSpans<Collection<String>> underlines(List<SchemaError> errors, int length) {
        StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
        int end = 0;
        for (SchemaError error : errors) {
            int start = Math.clamp(error.range().start(), end, length);
            // An error between words underlines the character before or after it.
            int stop = Math.clamp(error.range().end(), Math.min(start + 1, length), length);
            if (stop > start) {
                builder.add(List.of(), start - end);
                builder.add(List.of("schema-error"), stop - start);
                end = stop;
            }
        }
        builder.add(List.of(), length - end);
        return builder.create();
    }

    private static Collection<String> both(Collection<String> one, Collection<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}

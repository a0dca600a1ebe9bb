package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.policy.SchemaHighlighter.Stretch;
import java.util.Collection;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// Schema text with line numbers and colours, broken to the panel's width; read-only, can be selected and
/// copied. FX thread only.
final class SchemaView extends StackPane {
    /// What the bundled code face takes for a character at the style sheet's 11 px.
    private static final double CHARACTER_WIDTH = 6.6;
    /// Line numbers, padding and the scroll bar.
    private static final double WIDTH_BESIDE_TEXT = 72;
    private static final double NUMBER_WIDTH = 40;
    /// Narrower than this, breaking would leave a word a line.
    private static final int COLUMNS_MIN = 24;

    private final String source;
    private final CodeArea area = new CodeArea();
    private SchemaLines lines = new SchemaLines("", List.of());
    private int columns;

    SchemaView(String source) {
        this.source = source;
        area.setId("schema");
        area.setEditable(false);
        area.setParagraphGraphicFactory(this::number);
        area.getStyleClass().add("schema-view");
        area.setAccessibleText(text("policy.schema"));
        getChildren().add(new VirtualizedScrollPane<>(area));
        widthProperty().subscribe(width -> fit(width.doubleValue()));
    }

    private void fit(double width) {
        int fitting = Math.max(COLUMNS_MIN, (int) ((width - WIDTH_BESIDE_TEXT) / CHARACTER_WIDTH));
        if (width <= 0 || fitting == columns) {
            return;
        }
        columns = fitting;
        lines = SchemaLines.wrap(source, columns);
        area.replaceText(lines.text());
        if (!lines.text().isEmpty()) {
            area.setStyleSpans(
                    0, spans(SchemaHighlighter.highlight(lines.text())).create());
        }
        area.moveTo(0);
        area.requestFollowCaret();
    }

    private Node number(int line) {
        int number = line < lines.numbers().size() ? lines.numbers().get(line) : 0;
        Label label = new Label(number == 0 ? "" : Integer.toString(number));
        label.getStyleClass().add("lineno");
        label.setMinWidth(NUMBER_WIDTH);
        label.setPrefWidth(NUMBER_WIDTH);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private static StyleSpansBuilder<Collection<String>> spans(List<Stretch> stretches) {
        StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
        for (Stretch stretch : stretches) {
            builder.add(stretch.styleClass().isEmpty() ? List.of() : List.of(stretch.styleClass()), stretch.length());
        }
        return builder;
    }
}

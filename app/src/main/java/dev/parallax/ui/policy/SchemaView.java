package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.policy.SchemaHighlighter.Stretch;
import java.util.Collection;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.LineNumberFactory;
import org.fxmisc.richtext.model.StyleSpansBuilder;

/// Schema text with line numbers and colours; read-only, can be selected and copied. FX thread only.
final class SchemaView extends StackPane {
    SchemaView(String source) {
        CodeArea area = new CodeArea(source);
        area.setId("schema");
        area.setEditable(false);
        area.setWrapText(true);
        area.setParagraphGraphicFactory(LineNumberFactory.get(area));
        area.getStyleClass().add("schema-view");
        area.setAccessibleText(text("policy.schema"));
        if (!source.isEmpty()) {
            area.setStyleSpans(0, spans(SchemaHighlighter.highlight(source)).create());
        }
        area.moveTo(0);
        area.requestFollowCaret();
        getChildren().add(new VirtualizedScrollPane<>(area));
    }

    private static StyleSpansBuilder<Collection<String>> spans(List<Stretch> stretches) {
        StyleSpansBuilder<Collection<String>> builder = new StyleSpansBuilder<>();
        for (Stretch stretch : stretches) {
            builder.add(stretch.styleClass().isEmpty() ? List.of() : List.of(stretch.styleClass()), stretch.length());
        }
        return builder;
    }
}

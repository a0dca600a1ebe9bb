package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The selected post, field by field. FX thread only.
final class RowTab {
    private final TableView<Line> table;
    private final StackPane content;
    private @Nullable Row shown;

    private record Line(String field, String value) {}

    RowTab() {
        table = Columns.table("row", text("row.title"), text("row.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.field"), 112, Line::field),
                        Columns.text(text("column.value"), 220, Line::value)));
        content = new StackPane(table);
        content.getStyleClass().add("tab-body");
    }

    Node content() {
        return content;
    }

    /// An unchanged one is the same object, which is cheaper to ask than whether it is equal.
    @SuppressWarnings("ReferenceEquality")
    void show(@Nullable Row row) {
        if (row == shown) {
            return;
        }
        shown = row;
        if (row == null) {
            table.getItems().clear();
        } else {
            table.getItems()
                    .setAll(row.asMap().entrySet().stream()
                            .map(entry -> new Line(entry.getKey(), value(entry.getKey(), entry.getValue())))
                            .toList());
        }
    }

    private static String value(String field, @Nullable Object value) {
        return field.equals("updatedAt") && value instanceof Long version
                ? text("row.version", Columns.time(version), version + "")
                : RowText.value(value);
    }
}

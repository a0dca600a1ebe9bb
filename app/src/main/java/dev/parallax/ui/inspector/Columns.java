package dev.parallax.ui.inspector;

import dev.parallax.change.Version;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Tables and columns as the window has them: read-only, in the order of the data, with rows of text.
public final class Columns {
    private Columns() {}

    /// A table that says `whenEmpty` when it has no rows; its last column takes the space that is left.
    public static <T> TableView<T> table(String id, String name, String whenEmpty) {
        TableView<T> table = new TableView<>();
        table.setId(id);
        table.setAccessibleText(name);
        Label empty = new Label(whenEmpty);
        empty.setWrapText(true);
        empty.getStyleClass().addAll("muted", "empty");
        table.setPlaceholder(empty);
        table.getStyleClass().addAll("dense", "edge-to-edge");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        return table;
    }

    /// Adds columns in order; the first lines up with the panel's other texts.
    public static <T> void add(TableView<T> table, List<TableColumn<T, String>> columns) {
        columns.getFirst().getStyleClass().add("first");
        table.getColumns().addAll(columns);
    }

    public static <T> TableColumn<T, String> text(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = new TableColumn<>(title);
        column.setCellValueFactory(cell -> new ReadOnlyObjectWrapper<>(value.apply(cell.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    /// A column of constant width.
    public static <T> TableColumn<T, String> fixed(String title, double width, Function<T, String> value) {
        TableColumn<T, String> column = text(title, width, value);
        column.setMinWidth(width);
        column.setMaxWidth(width);
        return column;
    }

    /// The time of day of a version with its microseconds: `09:22:12.123456`.
    public static String time(long version) {
        return version == Version.NONE ? "–" : Version.text(version).substring(11, 26);
    }
}

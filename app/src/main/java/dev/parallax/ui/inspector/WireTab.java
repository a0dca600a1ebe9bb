package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The newest messages on the client's wire, the newest first, and the selected one in full. FX thread only.
final class WireTab implements ClientTab {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final TableView<WireMessage> table;
    private final TextArea body = new TextArea();
    private final VBox content;
    private @Nullable WireMessage newest;
    private @Nullable WireMessage opened;
    private int clientNumber;

    WireTab() {
        table = Columns.table("wire", text("wire.title"), text("wire.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.time"), 116, message -> TIME.format(message.at())),
                        Columns.text(text("column.message"), 180, MessageText::kindWithArrow),
                        Columns.fixed(text("column.bytes"), 64, message -> text("number", message.bytes()))));
        table.getColumns().get(2).getStyleClass().add("right");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getSelectionModel().selectedItemProperty().subscribe(this::open);
        body.setEditable(false);
        body.setId("wire-body");
        body.setAccessibleText(text("wire.body"));
        body.setPromptText(text("wire.select"));
        body.getStyleClass().addAll("code", "edge-to-edge");
        SplitPane split = new SplitPane(table, body);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.52);
        VBox.setVgrow(split, Priority.ALWAYS);
        content = new VBox(split);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("wire.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    /// An unchanged one is the same object, which is cheaper to ask than whether it is equal.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public void show(FleetClient client) {
        List<WireMessage> messages = client.wire();
        WireMessage last = messages.isEmpty() ? null : messages.getLast();
        if (last == newest && client.number() == clientNumber) {
            return;
        }
        newest = last;
        boolean same = client.number() == clientNumber;
        clientNumber = client.number();
        WireMessage kept = same ? opened : null;
        table.getItems().setAll(messages.reversed());
        if (kept != null) {
            table.getSelectionModel().select(kept);
        } else if (!messages.isEmpty()) {
            table.getSelectionModel().clearSelection();
            body.clear();
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private void open(@Nullable WireMessage message) {
        if (message != null && message != opened) {
            body.setText(MessageText.pretty(message.text()));
        }
        if (message != null) {
            opened = message;
        }
    }
}

package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The client's edits that wait, and how the newest ones ended. FX thread only.
final class OutboxTab implements ClientTab {
    private final TableView<Line> table;
    private final VBox content;
    private @Nullable List<PendingWrite> pending;
    private @Nullable List<WriteResult> results;

    /// One edit in words. Immutable.
    private record Line(String state, String what, String outcome) {}

    OutboxTab() {
        table = Columns.table("outbox", text("outbox.title"), text("outbox.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.state"), 84, Line::state),
                        Columns.fixed(text("column.write"), 108, Line::what),
                        Columns.text(text("column.outcome"), 200, Line::outcome)));
        VBox.setVgrow(table, Priority.ALWAYS);
        content = new VBox(table);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("outbox.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    /// An unchanged one is the same object, which is cheaper to ask than whether it is equal.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public void show(FleetClient client) {
        ReplicaSnapshot snapshot = client.snapshot();
        if (snapshot.pending() == pending && snapshot.results() == results) {
            return;
        }
        pending = snapshot.pending();
        results = snapshot.results();
        List<Line> lines = new ArrayList<>();
        snapshot.pending().reversed().forEach(write -> lines.add(line(write)));
        snapshot.results().reversed().forEach(result -> lines.add(line(result)));
        table.getItems().setAll(lines);
    }

    private static Line line(PendingWrite write) {
        String state = text("outbox." + write.state().name().toLowerCase(Locale.ROOT));
        String fields = String.join(", ", write.fields().keySet());
        String tries = write.attempts() > 1 ? text("outbox.attempts", write.attempts()) : "";
        return new Line(
                state,
                what(write.kind().verb(), write.record(), write.id()),
                tries.isEmpty() ? fields : fields + " " + tries);
    }

    private static Line line(WriteResult result) {
        return new Line(
                text(result.accepted() ? "outbox.accepted" : "outbox.refused"),
                what(result.kind().verb(), result.record(), result.id()),
                result.sentence());
    }

    private static String what(String verb, String record, long id) {
        return id > 0 ? verb + " " + record + " " + id : verb + " " + record;
    }
}

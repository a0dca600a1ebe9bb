package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.wire.PushResult.Overwrote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The client's edits that wait, and how the newest ones ended; edits in conflict are decided here. FX thread only.
final class OutboxTab implements ClientTab {
    private final TableView<Line> table;
    private final Label theirs = new Label();
    private final Button keep = decision("outbox.keep", FleetClient::keepMine);
    private final Button take = decision("outbox.take", FleetClient::takeTheirs);
    private final VBox decision = new VBox(8, theirs, new FlowPane(8, 8, keep, take));
    private final VBox content;
    private @Nullable FleetClient shown;
    private @Nullable List<PendingWrite> pending;
    private @Nullable List<WriteResult> results;

    /// One edit in words. Immutable.
    ///
    /// @param conflict the edit, if somebody must decide about it
    private record Line(
            String state,
            String what,
            String outcome,
            @Nullable PendingWrite conflict) {}

    OutboxTab() {
        table = Columns.table("outbox", text("outbox.title"), text("outbox.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.state"), 84, Line::state),
                        Columns.fixed(text("column.write"), 108, Line::what),
                        Columns.text(text("column.outcome"), 200, Line::outcome)));
        table.getSelectionModel().selectedItemProperty().subscribe(line -> showDecision());
        theirs.setWrapText(true);
        theirs.setMinHeight(Label.USE_PREF_SIZE);
        decision.setMinHeight(VBox.USE_PREF_SIZE);
        decision.getStyleClass().add("panel-body");
        VBox.setVgrow(table, Priority.ALWAYS);
        content = new VBox(table, decision);
        content.getStyleClass().add("tab-body");
        showDecision();
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
        shown = client;
        ReplicaSnapshot snapshot = client.snapshot();
        if (snapshot.pending() == pending && snapshot.results() == results) {
            return;
        }
        pending = snapshot.pending();
        results = snapshot.results();
        PendingWrite selected = conflict();
        List<Line> lines = new ArrayList<>();
        snapshot.pending().reversed().forEach(write -> lines.add(line(write, snapshot)));
        snapshot.results().reversed().forEach(result -> lines.add(line(result)));
        table.getItems().setAll(lines);
        // The list is new, and with it the selection is gone.
        lines.stream()
                .filter(line -> selected != null && selected.equals(line.conflict()))
                .forEach(line -> table.getSelectionModel().select(line));
        showDecision();
    }

    private Button decision(String key, BiConsumer<FleetClient, UUID> act) {
        Button button = new Button(text(key));
        button.setId(key);
        button.getStyleClass().add("small");
        button.setOnAction(event -> {
            PendingWrite conflict = conflict();
            if (shown != null && conflict != null) {
                act.accept(shown, conflict.requestId());
            }
        });
        return button;
    }

    private @Nullable PendingWrite conflict() {
        Line line = table.getSelectionModel().getSelectedItem();
        return line == null ? null : line.conflict();
    }

    private void showDecision() {
        boolean open = table.getItems().stream().anyMatch(line -> line.conflict() != null);
        decision.setVisible(open);
        decision.setManaged(open);
        PendingWrite selected = conflict();
        PendingWrite.Conflict conflict = selected == null ? null : selected.conflict();
        keep.setDisable(conflict == null);
        take.setDisable(conflict == null);
        theirs.setText(
                selected == null || conflict == null
                        ? text("outbox.conflict.choose")
                        : text("outbox.conflict.theirs", capital(conflict.sentence()), values(selected, conflict)));
    }

    private static String capital(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /// What the server has in the fields that the edit wants to write; all of them for a deletion.
    private static String values(PendingWrite write, PendingWrite.Conflict conflict) {
        return conflict.theirs().asMap().entrySet().stream()
                .filter(field -> write.fields().isEmpty() || write.fields().containsKey(field.getKey()))
                .map(field -> field.getKey() + " = " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Line line(PendingWrite write, ReplicaSnapshot snapshot) {
        String state = text("outbox." + write.state().name().toLowerCase(Locale.ROOT));
        String fields = String.join(", ", write.fields().keySet());
        String tries = write.attempts() > 1 ? text("outbox.attempts", write.attempts()) : "";
        String outcome = tries.isEmpty() ? fields : fields + " " + tries;
        PendingWrite.Conflict conflict = write.conflict();
        return new Line(
                state,
                what(write.kind().verb(), write.record(), write.id()),
                conflict != null
                        ? conflict.sentence()
                        : snapshot.hasLeft(write) ? text("outbox.left", outcome) : outcome,
                conflict == null ? null : write);
    }

    private static Line line(WriteResult result) {
        Overwrote over = result.overwrote();
        return new Line(
                text(result.accepted() ? "outbox.accepted" : "outbox.refused"),
                what(result.kind().verb(), result.record(), result.id()),
                over == null
                        ? result.sentence()
                        : text(
                                "outbox.overwrote",
                                result.sentence(),
                                String.join(", ", over.fields()),
                                Columns.time(over.version())),
                null);
    }

    private static String what(String verb, String record, long id) {
        return id > 0 ? verb + " " + record + " " + id : verb + " " + record;
    }
}

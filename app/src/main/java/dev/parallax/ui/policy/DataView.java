package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// For each record: how many rows all clients hold together, how many the selected one holds, and how many
/// copies there are. FX thread only.
final class DataView extends VBox implements Pulse.Part {
    private final World world;
    private final Selection selection;
    private final Map<String, List<Label>> cells = new LinkedHashMap<>();
    private final GridPane grid = new GridPane(16, 8);
    private long drawn = -1;

    DataView(World world, Selection selection) {
        super(12);
        this.world = world;
        this.selection = selection;
        getStyleClass().add("panel-body");
        grid.getColumnConstraints().addAll(column(HPos.LEFT, true), column(HPos.RIGHT, false));
        grid.getColumnConstraints().addAll(column(HPos.RIGHT, false), column(HPos.RIGHT, false));
        fill();
        Label note = new Label(text("data.note"));
        note.setWrapText(true);
        note.getStyleClass().add("muted");
        getChildren().addAll(grid, note);
    }

    /// A line for each record of the schema in force.
    private void fill() {
        cells.clear();
        grid.getChildren().clear();
        grid.addRow(0, head("data.record"), head("data.rows"), head("data.selected"), head("data.copies"));
        int line = 1;
        for (String record : world.recordNames()) {
            List<Label> counts = List.of(count(), count(), count());
            cells.put(record, counts);
            grid.addRow(line++, new Label(record), counts.get(0), counts.get(1), counts.get(2));
        }
        drawn = -1;
    }

    @Override
    public void refresh(long nanos) {
        if (!List.copyOf(cells.keySet()).equals(world.recordNames())) {
            fill();
        }
        List<FleetClient> clients = world.clients();
        long now = selection.clientNumber();
        for (FleetClient client : clients) {
            now = now * 31 + client.snapshot().generation();
        }
        if (now == drawn || !isVisible() || getScene() == null) {
            return;
        }
        drawn = now;
        cells.forEach((record, labels) -> count(record, clients, labels));
    }

    private void count(String record, List<FleetClient> clients, List<Label> labels) {
        Set<Long> ids = new HashSet<>();
        long copies = 0;
        int selected = 0;
        for (FleetClient client : clients) {
            ReplicaSnapshot snapshot = client.snapshot();
            var rows = snapshot.table(record).synced();
            rows.forEach(row -> ids.add(row.id()));
            copies += rows.size();
            if (client.number() == selection.clientNumber()) {
                selected = rows.size();
            }
        }
        labels.get(0).setText(text("number", ids.size()));
        labels.get(1).setText(text("number", selected));
        labels.get(2).setText(text("number", copies));
    }

    private static Label head(String key) {
        Label label = new Label(text(key));
        label.getStyleClass().add("section-title");
        return label;
    }

    private static Label count() {
        Label label = new Label("0");
        label.getStyleClass().add("figure");
        return label;
    }

    private static ColumnConstraints column(HPos position, boolean grows) {
        ColumnConstraints column = new ColumnConstraints();
        column.setHalignment(position);
        column.setHgrow(grows ? Priority.ALWAYS : Priority.NEVER);
        return column;
    }
}

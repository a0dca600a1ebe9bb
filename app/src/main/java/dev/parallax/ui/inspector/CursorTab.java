package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.schema.RecordType;
import dev.parallax.ui.action.Actions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// How far each of the client's tables is, and under which permission hash. FX thread only.
final class CursorTab implements ClientTab {
    private static final int HASH_CHARACTERS_SHOWN = 8;

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Label client = figure();
    private final VBox content;
    private long generation = -1;
    private int clientNumber;

    private record Line(Label rows, Label lastSeen, Label hash) {}

    CursorTab(List<RecordType> records) {
        GridPane grid = new GridPane(16, 8);
        grid.addRow(
                0, head("column.record"), head("column.rows"), head("column.complete"), head("column.permissionhash"));
        int row = 1;
        for (RecordType record : records) {
            Line line = new Line(figure(), figure(), figure());
            lines.put(record.name(), line);
            grid.addRow(row++, new Label(record.name()), line.rows(), line.lastSeen(), line.hash());
        }
        GridPane whole = new GridPane(16, 8);
        whole.addRow(0, head("cursor.client"), client);
        Label note = new Label(text("cursor.note"));
        note.setWrapText(true);
        note.getStyleClass().add("muted");
        content = new VBox(16, grid, whole, note);
        content.getStyleClass().addAll("tab-body", "panel-body");
    }

    @Override
    public String title() {
        return text("cursor.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void show(FleetClient shown) {
        ReplicaSnapshot snapshot = shown.snapshot();
        if (snapshot.generation() == generation && shown.number() == clientNumber) {
            return;
        }
        generation = snapshot.generation();
        clientNumber = shown.number();
        client.setText(Columns.time(snapshot.version()));
        lines.forEach((record, line) -> {
            TableSnapshot table = snapshot.table(record);
            Long lastSeen = table.lastSeen();
            String hash = table.permissionHash();
            line.rows().setText(text("number", table.synced().size()));
            line.lastSeen().setText(lastSeen == null ? "–" : Columns.time(lastSeen));
            line.hash().setText(hash == null ? "–" : shorten(hash));
            if (hash != null && line.hash().getTooltip() == null) {
                line.hash().setTooltip(Actions.tooltip(hash));
            } else if (hash != null) {
                line.hash().getTooltip().setText(hash);
            }
        });
    }

    private static String shorten(String hash) {
        return hash.length() <= HASH_CHARACTERS_SHOWN ? hash : hash.substring(0, HASH_CHARACTERS_SHOWN) + "…";
    }

    private static Label head(String key) {
        Label label = new Label(text(key));
        label.setMinWidth(Label.USE_PREF_SIZE);
        label.getStyleClass().add("section-title");
        return label;
    }

    private static Label figure() {
        Label label = new Label("–");
        label.setMinWidth(Label.USE_PREF_SIZE);
        label.getStyleClass().add("figure");
        return label;
    }
}

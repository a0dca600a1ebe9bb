package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.HashChain;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How far each of the client's tables is, and under which permission hash. FX thread only.
final class CursorTab implements ClientTab {
    private static final int HASH_CHARACTERS_SHOWN = 6;

    private final World world;
    private final GridPane grid = new GridPane(12, 8);
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Label client = figure();
    private final Label mine = figure();
    private final Label theirs = figure();
    private final Label verdict = new Label();
    private final GridPane chain = new GridPane(12, 8);
    private final ScrollPane content;
    private long generation = -1;
    private int clientNumber;

    private record Line(Label rows, Label lastSeen, Label hash) {}

    CursorTab(World world) {
        this.world = world;
        fill();
        GridPane whole = new GridPane(12, 8);
        whole.addRow(0, head("cursor.client"), client);
        chain.setId("cursor.chain");
        chain.addRow(0, head("cursor.hash.mine"), mine);
        chain.addRow(1, head("cursor.hash.theirs"), theirs);
        chain.add(verdict, 0, 2, 2, 1);
        verdict.setWrapText(true);
        Label note = new Label(text("cursor.note"));
        note.setWrapText(true);
        note.getStyleClass().add("muted");
        VBox all = new VBox(16, grid, whole, chain, note);
        all.getStyleClass().addAll("tab-body", "panel-body");
        content = Scrolls.vertically(all);
    }

    /// A line for each record of the schema in force.
    private void fill() {
        lines.clear();
        grid.getChildren().clear();
        grid.addRow(
                0, head("column.record"), head("column.rows"), head("column.complete"), head("column.permissionhash"));
        int row = 1;
        for (String record : world.recordNames()) {
            Line line = new Line(figure(), figure(), figure());
            lines.put(record, line);
            Label name = new Label(record);
            name.setMinWidth(Label.USE_PREF_SIZE);
            grid.addRow(row++, name, line.rows(), line.lastSeen(), line.hash());
        }
        generation = -1;
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
        if (!List.copyOf(lines.keySet()).equals(world.recordNames())) {
            fill();
        }
        ReplicaSnapshot snapshot = shown.snapshot();
        if (snapshot.generation() == generation && shown.number() == clientNumber) {
            return;
        }
        generation = snapshot.generation();
        clientNumber = shown.number();
        client.setText(Columns.time(snapshot.version()));
        showChain(snapshot.chain());
        lines.forEach((record, line) -> {
            TableSnapshot table = snapshot.table(record);
            Long lastSeen = table.lastSeen();
            String hash = table.permissionHash();
            line.rows().setText(text("number", table.synced().size()));
            line.lastSeen().setText(lastSeen == null ? "–" : Columns.time(lastSeen));
            line.hash().setText(hash == null ? "–" : shorten(hash));
            explain(line.hash(), hash);
        });
    }

    /// Only the clients of one dialect have a chain.
    private void showChain(@Nullable HashChain of) {
        chain.setVisible(of != null);
        chain.setManaged(of != null);
        if (of == null) {
            return;
        }
        boolean heard = !of.theirs().isEmpty();
        mine.setText(shorten(of.mine()));
        theirs.setText(heard ? shorten(of.theirs()) : "–");
        explain(mine, of.mine());
        explain(theirs, heard ? of.theirs() : null);
        String key = !heard ? "cursor.hash.none" : of.agrees() ? "cursor.hash.agrees" : "cursor.hash.differs";
        verdict.setText(text(key));
    }

    private static void explain(Label label, @Nullable String whole) {
        if (whole != null && label.getTooltip() == null) {
            label.setTooltip(Actions.tooltip(whole));
        } else if (whole != null) {
            label.getTooltip().setText(whole);
        }
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

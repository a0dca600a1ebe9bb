package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The rows that the client holds, one record at a time. FX thread only.
final class CacheTab implements ClientTab {
    private final World world;
    private final Selection selection;
    private final FlowPane switcher = new FlowPane();
    private List<String> records = List.of();
    private final List<ToggleButton> toggles = new ArrayList<>();
    private final TableView<Line> table;
    private final VBox content;
    private String record;
    private @Nullable TableSnapshot shown;
    private boolean updating;

    /// A row with its pending mark. Immutable.
    private record Line(Row row, boolean pending) {}

    CacheTab(World world, Selection selection) {
        this.world = world;
        this.selection = selection;
        this.record = World.POST;
        table = Columns.table("cache", text("cache.title"), text("cache.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(
                                text("column.id"),
                                52,
                                line -> Long.toString(line.row().id())),
                        Columns.fixed(
                                text("column.version"),
                                116,
                                line -> Columns.time(line.row().version())),
                        Columns.text(text("column.row"), 200, CacheTab::words)));
        table.getSelectionModel().selectedItemProperty().subscribe(this::onLineSelected);
        switcher.getStyleClass().add("switcher");
        fill();
        VBox.setVgrow(table, Priority.ALWAYS);
        content = new VBox(8, switcher, table);
        content.getStyleClass().add("tab-body");
    }

    /// A button for each record of the schema in force.
    private void fill() {
        records = world.recordNames();
        if (!records.contains(record) && !records.isEmpty()) {
            record = records.contains(World.POST) ? World.POST : records.getFirst();
        }
        shown = null;
        toggles.clear();
        ToggleGroup group = new ToggleGroup();
        for (String name : records) {
            ToggleButton toggle = new ToggleButton(name);
            toggle.setId("cache-" + name);
            toggle.getStyleClass().add("small");
            if (records.size() > 1) {
                toggle.getStyleClass().add(position(toggles.size(), records.size()));
            }
            toggle.setToggleGroup(group);
            toggle.setSelected(name.equals(record));
            toggle.setOnAction(event -> choose(name, toggle));
            toggles.add(toggle);
        }
        switcher.getChildren().setAll(toggles);
    }

    @Override
    public String title() {
        return text("cache.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    /// An unchanged one is the same object, which is cheaper to ask than whether it is equal.
    @SuppressWarnings("ReferenceEquality")
    @Override
    public void show(FleetClient client) {
        if (!records.equals(world.recordNames())) {
            fill();
        }
        ReplicaSnapshot snapshot = client.snapshot();
        TableSnapshot newest = snapshot.table(record);
        updating = true;
        if (newest != shown) {
            shown = newest;
            table.getItems()
                    .setAll(newest.shown().stream()
                            .map(row -> new Line(row, newest.isPending(row.id())))
                            .toList());
            label(snapshot);
        }
        mark();
        updating = false;
    }

    private void label(ReplicaSnapshot snapshot) {
        for (ToggleButton toggle : toggles) {
            String name = toggle.getId().substring("cache-".length());
            toggle.setText(name + " " + snapshot.table(name).shown().size());
        }
    }

    /// Keeps the selected post selected here too.
    private void mark() {
        Line marked = table.getSelectionModel().getSelectedItem();
        if (!record.equals(World.POST) || (marked != null && marked.row().id() == selection.postId())) {
            return;
        }
        table.getSelectionModel().clearSelection();
        for (int index = 0; index < table.getItems().size(); index++) {
            if (table.getItems().get(index).row().id() == selection.postId()) {
                table.getSelectionModel().select(index);
                return;
            }
        }
    }

    private void choose(String name, ToggleButton toggle) {
        toggle.setSelected(true);
        record = name;
        shown = null;
    }

    private void onLineSelected(@Nullable Line line) {
        if (!updating && line != null && record.equals(World.POST)) {
            selection.selectPost(line.row().id());
        }
    }

    private static String words(Line line) {
        String summary = RowText.summary(line.row());
        return line.pending() ? text("cache.pending", summary) : summary;
    }

    private static String position(int index, int count) {
        return index == 0 ? "left-pill" : index == count - 1 ? "right-pill" : "center-pill";
    }
}

package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Change;
import dev.parallax.ui.inspector.Actors;
import dev.parallax.ui.inspector.ChangeText;
import dev.parallax.ui.inspector.Columns;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The change log, newest first. A click looks at the moment that a change led to, and at its post. FX thread only.
final class LogTab implements TimelineTab {
    private static final int SHOWN_LIMIT = 1_000;

    private final World world;
    private final Timeline timeline;
    private final Selection selection;
    private final TableView<Change> table;
    private final StackPane content;
    private Actors actors;
    private @Nullable Change newest;
    private boolean filling;

    LogTab(World world, Timeline timeline, Selection selection) {
        this.world = world;
        this.timeline = timeline;
        this.selection = selection;
        this.actors = Actors.of(world);
        table = Columns.table("change-log", text("timeline.log.title"), text("timeline.log.empty"));
        Columns.add(
                table,
                List.of(
                        Columns.fixed(text("column.time"), 128, change -> Columns.time(change.version())),
                        Columns.fixed(text("column.actor"), 150, change -> actors.name(change.actor())),
                        Columns.fixed(text("column.row"), 130, change -> change.record() + " " + change.id()),
                        Columns.text(text("column.change"), 400, ChangeText::differences)));
        table.getSelectionModel().selectedItemProperty().subscribe(this::open);
        timeline.onMoment(this::mark);
        content = new StackPane(table);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("timeline.log.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same change is the same object here
    public void refresh() {
        List<Change> changes = timeline.changes();
        Change last = changes.isEmpty() ? null : changes.getLast();
        // While somebody reads the past, the lines stay where they are.
        if (last == newest || timeline.moment().isPresent()) {
            return;
        }
        newest = last;
        actors = Actors.of(world);
        List<Change> shown =
                new ArrayList<>(changes.subList(Math.max(0, changes.size() - SHOWN_LIMIT), changes.size()));
        filling = true;
        table.getItems().setAll(shown.reversed());
        table.getSelectionModel().clearSelection();
        filling = false;
    }

    /// The line of the change that led to the moment.
    private void mark() {
        filling = true;
        Change change = timeline.change().orElse(null);
        if (change == null) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().select(change);
            table.scrollTo(Math.max(0, table.getSelectionModel().getSelectedIndex() - 1));
        }
        filling = false;
    }

    private void open(@Nullable Change change) {
        if (change != null && !filling) {
            timeline.lookAt(change);
            if (change.record().equals(World.POST)) {
                selection.select(selection.clientNumber(), change.id());
            }
        }
    }
}

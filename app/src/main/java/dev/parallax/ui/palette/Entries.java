package dev.parallax.ui.palette;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;

/// Collects what the palette offers at this moment: actions, clients, the posts that any client holds, and the
/// schema's records. FX thread only; costs one look at every held row, so it is asked when the palette opens.
final class Entries {
    private static final Set<Action> OF_A_CLIENT = EnumSet.of(
            Action.TOGGLE_OFFLINE,
            Action.CHANGE_SESSION,
            Action.CUT_CLIENT,
            Action.KILL_CLIENT,
            Action.CORRUPT_CACHE,
            Action.RESTART_CLIENT,
            Action.EXPIRE_SESSION,
            Action.SIGN_IN_AGAIN,
            Action.CREATE_POST,
            Action.EDIT_POST,
            Action.PUBLISH_POST,
            Action.CHANGE_AUTHOR,
            Action.DELETE_POST,
            Action.EXPECT_NEVER);
    private static final Set<Action> OF_A_POST = EnumSet.of(
            Action.EDIT_POST, Action.PUBLISH_POST, Action.CHANGE_AUTHOR, Action.DELETE_POST, Action.EXPECT_NEVER);
    /// They only make sense while the palette is closed.
    private static final Set<Action> LEFT_OUT = EnumSet.of(Action.COMMAND_PALETTE, Action.DISMISS);

    private final World world;
    private final Selection selection;
    private final Actions actions;
    private final Consumer<String> showRecord;

    /// @param showRecord goes to a record of the schema
    Entries(World world, Selection selection, Actions actions, Consumer<String> showRecord) {
        this.world = world;
        this.selection = selection;
        this.actions = actions;
        this.showRecord = showRecord;
    }

    List<Entry> now() {
        List<Entry> entries = new ArrayList<>();
        for (Action action : Action.values()) {
            if (!LEFT_OUT.contains(action)) {
                entries.add(action(action));
            }
        }
        List<FleetClient> clients = world.clients();
        clients.forEach(client -> entries.add(client(client)));
        posts(clients).forEach((id, row) -> entries.add(post(id, row)));
        world.recordNames().forEach(record -> entries.add(record(record)));
        return entries;
    }

    private Entry action(Action action) {
        boolean selected = (selection.hasClient() || !OF_A_CLIENT.contains(action))
                && (selection.hasPost() || !OF_A_POST.contains(action));
        return new Entry(
                action.icon(),
                action.title(),
                action.category().title(),
                action.shortcut().map(KeyCombination::getDisplayText).orElse(""),
                selected && actions.isEnabled(action),
                () -> actions.perform(action));
    }

    private Entry client(FleetClient client) {
        int number = client.number();
        return new Entry(
                Feather.USER,
                text("palette.client", Integer.toString(number), client.name()),
                text("palette.client.detail", client.role(), client.dialect(), Long.toString(client.userId())),
                "",
                true,
                () -> selection.selectClient(number));
    }

    private static Map<Long, Row> posts(List<FleetClient> clients) {
        Map<Long, Row> posts = new TreeMap<>();
        for (FleetClient client : clients) {
            client.snapshot().table(World.POST).shown().forEach(row -> posts.putIfAbsent(row.id(), row));
        }
        return posts;
    }

    private Entry post(long id, Row row) {
        String title = row.get("title") instanceof String given ? given : text("post.untitled");
        return new Entry(
                Feather.FILE_TEXT,
                text("palette.post", Long.toString(id), title),
                text("palette.post.detail"),
                "",
                true,
                () -> selection.selectPost(id));
    }

    private Entry record(String record) {
        return new Entry(
                Feather.DATABASE,
                text("palette.record", record),
                text("palette.record.detail"),
                "",
                true,
                () -> showRecord.accept(record));
    }
}

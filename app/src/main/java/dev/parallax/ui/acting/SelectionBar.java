package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Picks;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/// Says how many posts and clients are selected, and what can be done with them; there only while several are. What is
/// gone leaves the selection. FX thread only.
public final class SelectionBar extends HBox implements Pulse.Part {
    private final World world;
    private final Selection selection;
    private final Label count = new Label();
    private final MenuButton posts;
    private final MenuButton clients;

    public SelectionBar(World world, Selection selection, Actions actions) {
        super(6);
        this.world = world;
        this.selection = selection;
        setId("selection-bar");
        setAlignment(Pos.CENTER_LEFT);
        count.setId("selection-count");
        count.getStyleClass().add("selection-count");
        count.setMinWidth(USE_PREF_SIZE);
        posts = menu(
                "selection-posts",
                text("selection.posts"),
                text("selection.posts.hint"),
                actions,
                Action.PUBLISH_POST,
                Action.CHANGE_AUTHOR,
                Action.DELETE_POST);
        clients = menu(
                "selection-clients",
                text("selection.clients"),
                text("selection.clients.hint"),
                actions,
                Action.CHANGE_SESSION,
                Action.TOGGLE_OFFLINE,
                Action.CUT_CLIENT,
                Action.CORRUPT_CACHE,
                Action.KILL_CLIENT,
                Action.RESTART_CLIENT,
                Action.EXPIRE_SESSION,
                Action.SIGN_IN_AGAIN,
                Action.REMOVE_CLIENT);
        Button clear = new Button(null, Icons.of(Feather.X));
        clear.setId("selection-clear");
        clear.setAccessibleText(text("selection.clear"));
        clear.setTooltip(Actions.tooltip(text("selection.clear.hint")));
        clear.getStyleClass().addAll("flat", "button-icon", "small");
        clear.setOnAction(event -> selection.pick(selection.picks().leads()));
        getChildren().addAll(count, posts, clients, clear);
        selection.onChange(this::show);
        show();
    }

    @Override
    public void refresh(long nanos) {
        if (selection.picks().isMany()) {
            Set<Integer> there = Stream.concat(world.clients().stream(), world.externals().stream())
                    .map(FleetClient::number)
                    .collect(Collectors.toSet());
            selection.pick(selection.picks().retain(there::contains, this::isHeld));
        }
    }

    private boolean isHeld(long post) {
        return Stream.concat(world.clients().stream(), world.externals().stream())
                .anyMatch(client ->
                        client.snapshot().table(World.POST).findShown(post).isPresent());
    }

    private void show() {
        Picks picks = selection.picks();
        setVisible(picks.isMany());
        setManaged(picks.isMany());
        count.setText(
                text("selection.count", picks.posts().size(), picks.clients().size()));
        show(posts, !picks.posts().isEmpty());
        show(clients, !picks.clients().isEmpty());
    }

    private static void show(MenuButton menu, boolean visible) {
        menu.setVisible(visible);
        menu.setManaged(visible);
    }

    private static MenuButton menu(String id, String title, String hint, Actions actions, Action... all) {
        MenuButton menu = new MenuButton(title);
        menu.setId(id);
        menu.setMinWidth(USE_PREF_SIZE);
        menu.getStyleClass().add("small");
        menu.setTooltip(Actions.tooltip(hint));
        for (Action action : all) {
            menu.getItems().add(actions.menuItem(action));
        }
        return menu;
    }
}

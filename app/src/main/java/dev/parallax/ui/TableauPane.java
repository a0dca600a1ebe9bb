package dev.parallax.ui;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.feed.CardFeed;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.toolbar.MainToolbar;
import dev.parallax.ui.world.World;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The middle of the window: the tableau, fed once per pulse, with its selection tied to the window's, and below it
/// what
/// the marks mean and who sees the post under the pointer. FX thread only.
final class TableauPane extends VBox implements Pulse.Part {
    private final TableauView view = new TableauView();
    private final CardFeed feed;
    private final Selection selection;
    private final MainToolbar toolbar;
    private @Nullable TableauFrame shown;
    private boolean following;

    TableauPane(World world, Selection selection, Actions actions, MainToolbar toolbar) {
        this.feed = new CardFeed(world);
        this.selection = selection;
        this.toolbar = toolbar;
        view.setId("tableau");
        setMinWidth(0);
        VBox.setVgrow(view, Priority.ALWAYS);
        Label hover = new Label();
        hover.setId("hover-text");
        hover.getStyleClass().add("hover-text");
        hover.setMinWidth(USE_PREF_SIZE);
        hover.textProperty().bind(view.hoverTextProperty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox foot = new HBox(16, space, hover);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("tableau-foot");
        getChildren().addAll(view, foot);
        view.selectedClientProperty().subscribe(client -> onSelected());
        view.selectedPostProperty().subscribe(post -> onSelected());
        selection.onChange(this::follow);
        view.setContextMenu(hit -> menu(hit, actions));
    }

    TableauView view() {
        return view;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void refresh(long nanos) {
        TableauFrame frame = feed.frame(toolbar.adding(), toolbar.added());
        if (frame != shown) {
            shown = frame;
            view.show(frame);
        }
    }

    private void onSelected() {
        if (!following) {
            Integer client = view.selectedClientProperty().get();
            Long post = view.selectedPostProperty().get();
            selection.select(client == null ? 0 : client, post == null ? 0 : post);
        }
    }

    private void follow() {
        following = true;
        view.selectedPostProperty().set(selection.hasPost() ? (Long) selection.postId() : null);
        view.selectedClientProperty().set(selection.hasClient() ? (Integer) selection.clientNumber() : null);
        following = false;
    }

    private static @Nullable ContextMenu menu(Hit hit, Actions actions) {
        ContextMenu menu = new ContextMenu();
        if (hit instanceof Hit.Cell) {
            menu.getItems()
                    .addAll(
                            actions.menuItem(Action.PUBLISH_POST),
                            actions.menuItem(Action.EDIT_POST),
                            actions.menuItem(Action.CHANGE_AUTHOR),
                            actions.menuItem(Action.DELETE_POST),
                            new SeparatorMenuItem());
        }
        if (hit instanceof Hit.Nothing) {
            menu.getItems().add(actions.menuItem(Action.ADD_CLIENT));
        } else {
            menu.getItems()
                    .addAll(
                            actions.menuItem(Action.CREATE_POST),
                            actions.menuItem(Action.CHANGE_SESSION),
                            actions.menuItem(Action.TOGGLE_OFFLINE),
                            actions.menuItem(Action.REMOVE_CLIENT));
        }
        return menu;
    }
}

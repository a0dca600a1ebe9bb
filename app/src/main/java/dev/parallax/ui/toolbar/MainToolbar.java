package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import atlantafx.base.controls.CustomTextField;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.Traffic;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.faults.FaultMenu;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.theme.Themes;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Separator;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The toolbar. FX thread only.
public final class MainToolbar extends GroupBar implements Pulse.Part {
    private final Traffic traffic;
    private final Button play;
    private final FontIcon playIcon = Icons.of(Feather.PLAY);
    private final RateControl rate;
    private final MixMenu mix;
    private final ClientsControls clients;
    private final CustomTextField filter = new CustomTextField();
    private final HBox view = new HBox(8);
    private final Subscription colours;
    private boolean running;

    public MainToolbar(Traffic traffic, FaultMenu faults, Actions actions, Themes themes) {
        this.traffic = traffic;
        setId("toolbar");
        getStyleClass().add("main-toolbar");
        play = actions.button(Action.TOGGLE_TRAFFIC);
        play.setGraphic(playIcon);
        play.getStyleClass().add("accent");
        play.setMinWidth(96);
        rate = new RateControl(traffic);
        mix = new MixMenu(traffic);
        clients = new ClientsControls(actions);
        filter.setId("filter");
        filter.setLeft(Icons.of(Feather.SEARCH));
        filter.setPromptText(text("filter.prompt"));
        filter.setAccessibleText(text("filter.prompt"));
        filter.setTooltip(Actions.tooltip(Action.FILTER.hint()));
        filter.setPrefWidth(176);
        filter.setMinWidth(96);
        Button theme = actions.iconButton(Action.NEXT_THEME);
        FontIcon themeIcon = Icons.of(themes.choice().icon());
        theme.setGraphic(themeIcon);
        colours = themes.onChange(() -> {
            themeIcon.setIconCode(themes.choice().icon());
            theme.setAccessibleText(themes.choice().title());
        });
        view.setAlignment(Pos.CENTER_LEFT);
        setGroups(List.of(
                group(play, rate, mix, faults, line()),
                group(clients, line()),
                view,
                group(
                        filter,
                        zoom(actions),
                        line(),
                        new FilesMenu(actions),
                        actions.iconButton(Action.SHOW_SCENARIOS),
                        theme,
                        actions.iconButton(Action.COMMAND_PALETTE),
                        actions.iconButton(Action.SHOW_SHORTCUTS))));
        running = true;
        refresh(0);
    }

    /// Follows the themes no longer, which outlive it.
    public void close() {
        colours.unsubscribe();
    }

    /// Adds the controls that say how `tableau` groups, sorts and filters.
    public void control(TableauView tableau) {
        view.getChildren().setAll(ViewMenu.group(tableau.groupByProperty()), ViewMenu.sort(tableau.sortByProperty()));
        filter.textProperty().subscribe(words -> tableau.filterProperty().set(words));
    }

    /// Adds the switch between the views of the middle.
    public void switchViews(Node views) {
        view.getChildren().addFirst(views);
    }

    /// Adds who traffic writes as.
    public void chooseActors(ActorsControl actors) {
        mix.add(actors);
    }

    /// How many clients are being added in all, 0 if none are.
    public int adding() {
        return clients.adding();
    }

    /// How many of those are there already.
    public int added() {
        return clients.added();
    }

    /// Shows how far `task` is until it is through.
    public void follow(AddTask task) {
        clients.follow(task);
    }

    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    /// One step slower (-1) or faster (1).
    public void stepRate(int direction) {
        rate.step(direction);
    }

    @Override
    public void refresh(long nanos) {
        clients.refresh(nanos);
        boolean now = traffic.isRunning();
        if (now != running) {
            running = now;
            play.setText(text(now ? "traffic.pause" : "traffic.start"));
            play.setAccessibleText(play.getText());
            playIcon.setIconCode(now ? Feather.PAUSE : Feather.PLAY);
        }
    }

    /// The field that the filter is typed into.
    public TextField filterField() {
        return filter;
    }

    private static HBox group(Node... controls) {
        HBox group = new HBox(6, controls);
        group.setAlignment(Pos.CENTER_LEFT);
        return group;
    }

    private static Node zoom(Actions actions) {
        HBox box = new HBox(
                actions.iconButton(Action.ZOOM_OUT),
                actions.iconButton(Action.ZOOM_FIT),
                actions.iconButton(Action.ZOOM_IN));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Node line() {
        Separator line = new Separator(Orientation.VERTICAL);
        line.getStyleClass().add("small");
        return line;
    }
}

package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.acting.SelectionBar;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.inspector.Columns;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.tableau.ClientState;
import dev.parallax.ui.tableau.FleetFrames;
import dev.parallax.ui.tableau.Hit;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauLegend;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.timeline.PastFrames;
import dev.parallax.ui.timeline.Timeline;
import dev.parallax.ui.toolbar.MainToolbar;
import dev.parallax.ui.world.World;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// The middle of the window: the tableau, fed once per pulse, with its selection tied to the window's, and
/// below it what the marks mean and who sees the post under the pointer. FX thread only.
final class TableauPane extends VBox implements Pulse.Part {
    private static final String LEGEND_PREFERENCE = "legend.open";

    private final TableauView view = new TableauView();
    private final FleetFrames frames = new FleetFrames();
    private final World world;
    private final MainToolbar toolbar;
    private final Timeline timeline;
    private final PastFrames past;
    private final HBox banner;
    private final SelectionBar chosen;
    private final Label then = new Label();
    private final HBox line = new HBox(12);
    private final VBox foot;
    private @Nullable TableauFrame shown;
    private @Nullable Region instead;
    private Consumer<TableauFrame> onFrame = frame -> {};

    TableauPane(
            World world,
            Selection selection,
            Actions actions,
            MainToolbar toolbar,
            Preferences preferences,
            Timeline timeline) {
        this.world = world;
        this.toolbar = toolbar;
        this.timeline = timeline;
        this.past = new PastFrames(world);
        banner = banner(actions);
        timeline.onMoment(this::showBanner);
        showBanner();
        view.setId("tableau");
        setMinWidth(0);
        VBox.setVgrow(view, Priority.ALWAYS);
        chosen = new SelectionBar(world, selection, actions);
        foot = foot(preferences);
        getChildren().addAll(banner, view, foot);
        view.picksProperty().addListener((ignored, before, after) -> selection.pick(after));
        selection.onChange(() -> view.picksProperty().set(selection.picks()));
        view.setContextMenu(hit -> menu(hit, actions));
    }

    TableauView view() {
        return view;
    }

    /// What says how many are selected.
    SelectionBar selectionBar() {
        return chosen;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void refresh(long nanos) {
        List<FleetClient> clients = world.clients();
        TableauFrame frame = timeline.moment().isPresent()
                ? past.at(timeline.moment().getAsLong())
                : frames.next(
                        cards(clients).stream().map(ClientState::of).toList(),
                        world.oracle(),
                        toolbar.adding(),
                        toolbar.added());
        if (frame != shown) {
            shown = frame;
            view.show(frame);
            onFrame.accept(frame);
        }
    }

    /// Gives the tableau's place to another view of the same frames; null takes it back.
    void showInstead(@Nullable Region other) {
        if (instead != null) {
            getChildren().remove(instead);
        }
        instead = other;
        boolean own = other == null;
        view.setVisible(own);
        view.setManaged(own);
        foot.setVisible(own);
        foot.setManaged(own);
        if (own && !line.getChildren().contains(chosen)) {
            line.getChildren().add(1, chosen);
        }
        if (other != null) {
            VBox.setVgrow(other, Priority.ALWAYS);
            getChildren().add(other);
        }
    }

    /// Tells every new frame also to another view.
    void onFrame(Consumer<TableauFrame> listener) {
        onFrame = listener;
    }

    /// What says that this is not how it is now.
    private HBox banner(Actions actions) {
        then.setId("past-text");
        then.setMinWidth(0);
        then.setWrapText(true);
        then.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(then, Priority.ALWAYS);
        then.setMaxWidth(Double.MAX_VALUE);
        Button live = actions.button(Action.BACK_TO_LIVE);
        live.setId("past-back-to-live");
        live.getStyleClass().add("small");
        live.setMinWidth(USE_PREF_SIZE);
        live.setVisible(!timeline.isRecording());
        live.setManaged(!timeline.isRecording());
        HBox line = new HBox(12, Icons.of(Feather.CLOCK), then, live);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("past-banner");
        return line;
    }

    private void showBanner() {
        OptionalLong moment = timeline.moment();
        banner.setVisible(moment.isPresent());
        banner.setManaged(moment.isPresent());
        if (timeline.isRecording()) {
            moment.ifPresent(time ->
                    then.setText(text("recording.banner", Columns.time(time).substring(0, 12))));
            return;
        }
        moment.ifPresent(time -> then.setText(text(
                "past.banner", Columns.time(time).substring(0, 12), Math.max(0, timeline.now() - time) / 1_000_000)));
    }

    /// The fleet's clients, and after them those from outside.
    private List<FleetClient> cards(List<FleetClient> clients) {
        List<FleetClient> externals = world.externals();
        return externals.isEmpty()
                ? clients
                : Stream.concat(clients.stream(), externals.stream()).toList();
    }

    /// A line with who sees the post under the pointer, and below it the legend, which folds.
    private VBox foot(Preferences preferences) {
        TableauLegend legend = new TableauLegend(view.paletteProperty());
        legend.setId("legend");
        ToggleButton toggle = new ToggleButton(text("legend.button"), Icons.of(Feather.CHEVRON_DOWN));
        toggle.setId("legend-toggle");
        toggle.getStyleClass().addAll("flat", "small", "legend-toggle");
        toggle.setSelected(preferences.flag(LEGEND_PREFERENCE, false));
        legend.visibleProperty().bind(toggle.selectedProperty());
        legend.managedProperty().bind(toggle.selectedProperty());
        toggle.setOnAction(event -> preferences.put(LEGEND_PREFERENCE, Boolean.toString(toggle.isSelected())));
        Label hover = new Label();
        hover.setId("hover-text");
        hover.setMinWidth(USE_PREF_SIZE);
        hover.textProperty().bind(view.hoverTextProperty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line.getChildren().addAll(toggle, chosen, space, hover);
        line.setAlignment(Pos.CENTER_LEFT);
        VBox foot = new VBox(4, line, legend);
        foot.setMinHeight(USE_PREF_SIZE);
        foot.getStyleClass().add("tableau-foot");
        return foot;
    }

    private static @Nullable ContextMenu menu(Hit hit, Actions actions) {
        ContextMenu menu = new ContextMenu();
        if (hit instanceof Hit.Cell) {
            menu.getItems()
                    .addAll(
                            actions.menuItem(Action.ASK_WHY),
                            actions.menuItem(Action.EXPECT_NEVER),
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

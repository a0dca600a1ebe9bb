package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.server.store.SchemaHistory;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.inspector.Columns;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// What happened: a line of time with the moment that is looked at, and below it the change log, a sequence diagram,
/// figures and the leak clock. FX thread only.
public final class TimelinePanel extends BorderPane implements Pulse.Part {
    private final Timeline timeline;
    private final List<TimelineTab> parts;
    private final TabPane tabs = new TabPane();
    private final Scrubber scrubber;
    private final Label where = new Label();
    private final Button play;
    private final Actions actions;

    public TimelinePanel(World world, Timeline timeline, Selection selection, Actions actions, Pulse pulse) {
        this.timeline = timeline;
        this.actions = actions;
        scrubber = new Scrubber(timeline);
        ChartsTab.Frames frames = new ChartsTab.Frames();
        pulse.every(frames);
        parts = List.of(
                new LogTab(world, timeline, selection),
                new SequenceTab(world, timeline, selection),
                new ChartsTab(world, frames),
                new LeakClockTab(world, selection));
        for (TimelineTab part : parts) {
            Tab tab = new Tab(part.title(), part.content());
            tab.setClosable(false);
            tabs.getTabs().add(tab);
        }
        tabs.setId("timeline-tabs");
        tabs.getSelectionModel().selectedIndexProperty().subscribe(this::refreshTab);
        play = actions.iconButton(Action.PLAY_TIMELINE);
        Button live = actions.button(Action.BACK_TO_LIVE);
        live.getStyleClass().add("small");
        live.setMinWidth(Region.USE_PREF_SIZE);
        where.setId("timeline-where");
        where.setMinWidth(Region.USE_PREF_SIZE);
        where.getStyleClass().addAll("figure", "small-text");
        HBox.setHgrow(scrubber, Priority.ALWAYS);
        HBox head = new HBox(
                4,
                actions.iconButton(Action.STEP_BACK),
                play,
                actions.iconButton(Action.STEP_FORWARD),
                scrubber,
                where,
                live);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("timeline-head");
        setTop(head);
        setCenter(tabs);
        setId("timeline");
        getStyleClass().add("timeline");
        setMinHeight(0);
        timeline.onMoment(this::showMoment);
        showMoment();
    }

    /// Opens a tab: 0 the log, 1 the diagram, 2 the figures, 3 the leak clock.
    public void open(int tab) {
        tabs.getSelectionModel().select(tab);
    }

    @Override
    public void refresh(long nanos) {
        if (getScene() != null) {
            scrubber.refresh(nanos);
            showMoment();
            refreshTab();
        }
    }

    private void refreshTab() {
        int index = tabs.getSelectionModel().getSelectedIndex();
        if (index >= 0) {
            parts.get(index).refresh();
        }
    }

    private void showMoment() {
        boolean isPast = timeline.moment().isPresent();
        actions.enable(Action.BACK_TO_LIVE, isPast);
        actions.enable(Action.PLAY_TIMELINE, isPast);
        actions.enable(Action.STEP_FORWARD, isPast);
        play.setGraphic(Icons.of(timeline.isPlaying() ? Feather.PAUSE : Feather.PLAY));
        where.setText(isPast ? past(timeline.moment().getAsLong()) : text("timeline.live"));
        where.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("past"), isPast);
    }

    private String past(long moment) {
        List<SchemaHistory.Entry> policies = timeline.policies();
        String time = Columns.time(moment).substring(0, 12);
        int policy = timeline.policyAt(moment);
        return policies.size() < 2 || policy < 0
                ? text("timeline.past", time)
                : text("timeline.past.policy", time, policy + 1, policies.size());
    }
}

package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Dialect;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.RaceReport;
import dev.parallax.oracle.RaceReport.Heat;
import dev.parallax.ui.acting.UserChoice;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.Outside;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The race view: one user in all dialects side by side. FX thread only.
public final class RacePane extends StackPane implements Pulse.Part {
    private static final double LIST_WIDTH = 230;
    private static final double LIST_HEIGHT_MIN = 150;
    private static final List<String> HEADS = List.of(
            "race.column.dialect",
            "race.column.card",
            "race.column.last",
            "race.column.p50",
            "race.column.p95",
            "race.column.messages",
            "race.column.bytes",
            "race.column.each");

    private final World world;
    private final Selection selection;
    private final StripStack strips;
    private final Outside outside;
    private final Race race;
    private final RaceSetup setup;
    private final RaceControls controls;
    private final GridPane grid = new GridPane(8, 4);
    private final ListView<Heat> heats = new ListView<>();
    private final HeatBars bars = new HeatBars();
    private final ScrollPane course;
    private final Map<Long, String> titles = new HashMap<>();
    private List<Lane> lanes = List.of();
    private RaceReport shown = RaceReport.NONE;
    private boolean visible;
    private long calmAt;

    /// @param outside takes the copied table
    public RacePane(World world, Selection selection, StripStack strips, Mailbox mailbox, Outside outside) {
        this.world = world;
        this.selection = selection;
        this.strips = strips;
        this.outside = outside;
        race = new Race(world, mailbox);
        setup = new RaceSetup((user, role) -> race.start(user, role), () -> race.close(false));
        controls = new RaceControls(new Buttons());
        setId("race");
        getStyleClass().add("race");
        setMinSize(0, 0);
        columns();
        heats.setId("heats");
        heats.setAccessibleText(text("race.heats"));
        heats.setPlaceholder(placeholder());
        heats.setPrefWidth(LIST_WIDTH);
        heats.setMinWidth(LIST_WIDTH);
        heats.getStyleClass().addAll("dense", "heats");
        heats.setCellFactory(list -> new HeatCell());
        heats.getSelectionModel().selectedItemProperty().subscribe(heat -> showHeat());
        HBox.setHgrow(bars, Priority.ALWAYS);
        HBox bottom = new HBox(12, heats, bars);
        bottom.setMinHeight(LIST_HEIGHT_MIN);
        bottom.setPrefHeight(LIST_HEIGHT_MIN);
        VBox.setVgrow(bottom, Priority.ALWAYS);
        VBox all = new VBox(8, controls, grid, bottom);
        all.getStyleClass().add("race-course");
        course = new ScrollPane(all);
        course.setFitToWidth(true);
        course.setFitToHeight(true);
        course.getStyleClass().add("edge-to-edge");
        getChildren().addAll(course, setup);
        selection.onChange(() -> lanes.forEach(lane -> lane.follow(selection)));
        showStage();
    }

    private static Label placeholder() {
        Label label = new Label(text("race.heats.empty"));
        label.setWrapText(true);
        label.getStyleClass().addAll("muted", "empty");
        return label;
    }

    private void columns() {
        for (int column = 0; column < HEADS.size(); column++) {
            ColumnConstraints constraints = new ColumnConstraints();
            if (column == 1) {
                constraints.setHgrow(Priority.ALWAYS);
                constraints.setFillWidth(true);
            } else if (column > 1) {
                constraints.setHalignment(HPos.RIGHT);
            }
            grid.getColumnConstraints().add(constraints);
        }
    }

    /// Whether it has the middle of the window. The race goes on when it has not.
    public void setShown(boolean shows) {
        visible = shows;
        calmAt = 0;
        if (shows && race.stage() == Race.Stage.READY) {
            offer();
        }
    }

    /// The selected client's user.
    private void offer() {
        Optional<FleetClient> client = world.client(selection.clientNumber());
        setup.offer(
                UserChoice.known(world),
                client.map(FleetClient::userId).orElse(0L),
                client.map(FleetClient::role).orElse(""));
    }

    public void focus() {
        if (race.stage() == Race.Stage.RACING) {
            controls.focus();
        } else {
            setup.focus();
        }
    }

    @Override
    public void refresh(long nanos) {
        race.refresh(nanos);
        if (!visible) {
            return;
        }
        follow();
        lanes.forEach(Lane::refresh);
        if (nanos >= calmAt) {
            calmAt = nanos + Pulse.CALM_NANOS;
            showStage();
            showFigures();
        }
    }

    /// A lane for each client that races.
    private void follow() {
        List<FleetClient> racing = race.stage() == Race.Stage.RACING ? race.lanes() : List.of();
        if (racing.equals(lanes.stream().map(Lane::client).toList())) {
            return;
        }
        List<Lane> next = new ArrayList<>();
        grid.getChildren().clear();
        for (int column = 0; column < HEADS.size(); column++) {
            Label head = new Label(text(HEADS.get(column)));
            head.getStyleClass().add("section-title");
            head.setMinWidth(USE_PREF_SIZE);
            grid.add(head, column, 0);
        }
        for (FleetClient client : racing) {
            Lane lane = new Lane(client, world, selection);
            lane.addTo(grid, next.size() + 1);
            next.add(lane);
        }
        lanes = next;
        calmAt = 0;
    }

    private void showStage() {
        boolean racing = race.stage() == Race.Stage.RACING;
        setup.setVisible(!racing);
        course.setVisible(racing);
        if (racing) {
            FleetClient first = lanes.isEmpty() ? null : lanes.getFirst().client();
            controls.show(
                    first == null ? "" : text("race.who", first.name(), first.role()), race.run(), race.problem());
        } else {
            setup.show(race.stage(), race.ready(), Dialect.values().length, race.problem());
            if (race.stage() == Race.Stage.READY && UserChoice.known(world).size() > 0 && setup.isEmpty()) {
                offer();
            }
        }
    }

    private void showFigures() {
        RaceReport report = race.report();
        lanes.forEach(lane -> lane.showFigures(report, race.wire(lane.client())));
        if (report.equals(shown)) {
            return;
        }
        shown = report;
        learnTitles();
        Heat selected = heats.getSelectionModel().getSelectedItem();
        boolean follows = selected == null || heats.getSelectionModel().getSelectedIndex() == 0;
        heats.getItems().setAll(report.changes().reversed());
        // A person who looks at an older change goes on looking at it.
        Heat next = follows
                ? null
                : heats.getItems().stream()
                        .filter(heat -> heat.number() == selected.number())
                        .findFirst()
                        .orElse(null);
        if (next != null) {
            heats.getSelectionModel().select(next);
        } else if (!heats.getItems().isEmpty()) {
            heats.getSelectionModel().select(0);
        }
        showHeat();
    }

    private void learnTitles() {
        lanes.forEach(lane -> lane.client()
                .snapshot()
                .table(World.POST)
                .synced()
                .forEach(row -> titles.put(row.id(), row.get("title") instanceof String title ? title : "")));
    }

    private void showHeat() {
        @Nullable Heat heat = heats.getSelectionModel().getSelectedItem();
        bars.show(heat, lanes.stream().map(Lane::client).toList(), titles);
    }

    private final class HeatCell extends ListCell<Heat> {
        private final Tooltip whole = Actions.tooltip("");

        HeatCell() {
            // As wide as the list; a long title is told whole by the pointer and beside the bars.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Heat heat, boolean empty) {
            super.updateItem(heat, empty);
            String words = heat == null || empty ? null : RaceText.heat(heat, titles);
            setText(words);
            whole.setText(words);
            setTooltip(words == null ? null : whole);
        }
    }

    private final class Buttons implements RaceControls.Handler {
        @Override
        public void onRun() {
            race.run(RaceControls.CHANGES);
            showStage();
        }

        @Override
        public void onStop() {
            race.run().ifPresent(RaceRun::stop);
        }

        @Override
        public void onReset() {
            race.reset();
            heats.getItems().clear();
            titles.clear();
            calmAt = 0;
        }

        @Override
        public void onCopy() {
            List<FleetClient> clients = lanes.stream().map(Lane::client).toList();
            boolean copied = outside.copy(RaceText.table(clients, race.report(), race::wire));
            strips.show(
                    copied
                            ? new Notice(Kind.DONE, text("race.copied"), List.of())
                            : Notice.info(text("race.notcopied")));
        }

        @Override
        public void onClose(boolean keeps) {
            race.close(keeps);
            shown = RaceReport.NONE;
            heats.getItems().clear();
            follow();
            offer();
            showStage();
            setup.focus();
        }
    }
}

package dev.parallax.ui.status;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Version;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.scenario.Pin;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.Origin;
import dev.parallax.ui.world.World;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// The oracle's counts, how many clients are live, the pace, the clock and the address. A click on a count
/// selects the first client and row behind it, the next click the next. FX thread only.
public final class StatusBar extends HBox implements Pulse.Part {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass WAITING = PseudoClass.getPseudoClass("waiting");

    private final World world;
    private final Selection selection;
    private final WritePace pace = new WritePace();
    private final Count leaks;
    private final Count missing;
    private final Count stale;
    private final Button live;
    private final Button pins = new Button("", Icons.of(Feather.MAP_PIN));
    private final Label writes = new Label();
    private final Label clock = new Label();
    /// Whether there is a server to ask.
    private final boolean isKnown;

    private OracleReport report = OracleReport.NONE;

    public StatusBar(World world, Selection selection, Actions actions) {
        super(4);
        this.world = world;
        this.selection = selection;
        setId("status-bar");
        getStyleClass().add("status-bar");
        leaks = new Count("status.leaks", Feather.SHIELD, "leaks");
        missing = new Count("status.missing", Feather.DOWNLOAD, "missing");
        stale = new Count("status.stale", Feather.CLOCK, "stale");
        live = new Button("", Icons.of(Feather.CHECK_CIRCLE));
        live.setId("live-count");
        live.getStyleClass().addAll("flat", "status-item");
        live.setTooltip(Actions.tooltip(text("status.live.hint")));
        live.setOnAction(event -> selectNotLive());
        pins.setId("count-expectations");
        pins.getStyleClass().addAll("flat", "status-item");
        pins.setTooltip(Actions.tooltip(text("status.pins.hint")));
        pins.setOnAction(event -> selectBroken());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Label address = new Label(world.address().toString(), Icons.of(Feather.SERVER));
        for (Label label : List.of(writes, clock, address)) {
            label.getStyleClass().addAll("status-item", "figure");
            label.setMinWidth(USE_PREF_SIZE);
        }
        clock.setTooltip(Actions.tooltip(text("status.clock.hint")));
        address.setTooltip(Actions.tooltip(text("status.address.hint")));
        Button timeline = actions.button(Action.TOGGLE_TIMELINE);
        timeline.setText(text("status.timeline"));
        timeline.getStyleClass().addAll("flat", "status-item");
        timeline.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(leaks.button, missing.button, stale.button, live, pins, space);
        getChildren().addAll(timeline, writes, clock, address);
        isKnown = world.origin().filter(Origin::isRecording).isEmpty();
        if (!isKnown) {
            Label unknown = new Label(text("status.unknown"), Icons.of(Feather.EYE_OFF));
            unknown.setId("status-unknown");
            unknown.getStyleClass().add("status-item");
            unknown.setMinWidth(USE_PREF_SIZE);
            getChildren().removeAll(leaks.button, missing.button, stale.button, live, pins, writes, clock, address);
            getChildren().addFirst(unknown);
        }
    }

    @Override
    public void refresh(long nanos) {
        if (!isKnown) {
            return;
        }
        report = world.oracle();
        leaks.show(report.leaks());
        missing.show(report.missing());
        stale.show(report.stale());
        List<FleetClient> clients = world.clients();
        long liveCount = clients.stream()
                .filter(client -> client.snapshot().status() == Status.LIVE)
                .count();
        setText(live, text("status.live", liveCount, clients.size()));
        live.pseudoClassStateChanged(WAITING, liveCount < clients.size());
        showPins(world.watch().pins());
        pace.observe(nanos, world.traffic().counts().accepted());
        writes.setText(text("status.writes", pace.perSecond()));
        // Six decimals would only flicker; the inspector shows versions in full.
        clock.setText(Version.text(world.version()).substring(11, 19));
    }

    private void showPins(List<Pin> all) {
        long broken = all.stream()
                .filter(pin -> pin.standing().verdict() == Verdict.FAILS)
                .count();
        setText(pins, broken == 0 ? text("status.pins", all.size()) : text("status.pins.broken", broken, all.size()));
        pins.pseudoClassStateChanged(WRONG, broken > 0);
        pins.setVisible(!all.isEmpty());
        pins.setManaged(!all.isEmpty());
    }

    private void selectBroken() {
        world.watch().pins().stream()
                .filter(pin -> pin.standing().verdict() == Verdict.FAILS)
                .map(pin -> pin.standing().place())
                .filter(place -> place.clientNumber() > 0)
                .findFirst()
                .ifPresent(place -> selection.select(
                        place.clientNumber(), place.record().equals(World.POST) ? place.id() : selection.postId()));
    }

    private void selectNotLive() {
        next(world.clients().stream()
                        .filter(client -> client.snapshot().status() != Status.LIVE)
                        .map(FleetClient::number)
                        .toList())
                .ifPresent(selection::selectClient);
    }

    private Optional<Integer> next(List<Integer> numbers) {
        return numbers.stream()
                .filter(number -> number > selection.clientNumber())
                .findFirst()
                .or(() -> numbers.stream().findFirst());
    }

    private static void setText(Button button, String value) {
        if (!Objects.equals(button.getText(), value)) {
            button.setText(value);
            button.setAccessibleText(value);
        }
    }

    /// One of the oracle's counts as a button.
    private final class Count {
        private final String key;
        private final Button button;
        private List<Finding> findings = List.of();
        private int next;

        Count(String key, Feather icon, String id) {
            this.key = key;
            button = new Button("", Icons.of(icon));
            button.setId("count-" + id);
            button.getStyleClass().addAll("flat", "status-item");
            button.setTooltip(Actions.tooltip(text(key + ".hint")));
            button.setOnAction(event -> selectNext());
        }

        void show(List<Finding> newest) {
            findings = newest;
            setText(button, text(key, newest.size()));
            button.pseudoClassStateChanged(WRONG, !newest.isEmpty());
        }

        private void selectNext() {
            if (!findings.isEmpty()) {
                Finding finding = findings.get(next++ % findings.size());
                boolean post = finding.record().equals(World.POST);
                selection.select(finding.clientNumber(), post ? finding.id() : selection.postId());
            }
        }
    }
}

package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.RaceReport;
import dev.parallax.oracle.RaceReport.Figures;
import dev.parallax.recording.WireTotals;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.tableau.ClientState;
import dev.parallax.ui.tableau.FleetFrames;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One dialect's lane: its name and state, its card as the tableau draws it, and its figures. FX thread only.
final class Lane {
    private static final double CARD_HEIGHT = 74;
    private static final double CARD_WIDTH_MIN = 120;

    private final FleetClient client;
    private final World world;
    private final TableauView card = new TableauView();
    private final FleetFrames frames = new FleetFrames();
    private final Label state = new Label();
    private final Label last;
    private final Label p50;
    private final Label p95;
    private final Label messages;
    private final Label bytes;
    private final Label each;
    private final Label name;
    private @Nullable TableauFrame shown;

    Lane(FleetClient client, World world, Selection selection) {
        this.client = client;
        this.world = world;
        name = new Label(client.dialect());
        name.getStyleClass().add("lane-name");
        name.setMinWidth(Label.USE_PREF_SIZE);
        state.getStyleClass().addAll("muted", "lane-state");
        state.setId("lane-state-" + client.dialect());
        state.setWrapText(true);
        last = figure("last");
        p50 = figure("p50");
        p95 = figure("p95");
        messages = figure("messages");
        bytes = figure("bytes");
        each = figure("each");
        card.setId("lane-card-" + client.dialect());
        card.setMinSize(CARD_WIDTH_MIN, CARD_HEIGHT);
        card.setPrefSize(CARD_WIDTH_MIN, CARD_HEIGHT);
        card.setMaxHeight(CARD_HEIGHT);
        card.picksProperty().set(selection.picks());
        card.picksProperty().addListener((ignored, before, after) -> selection.pick(after));
        GridPane.setHgrow(card, Priority.ALWAYS);
    }

    private Label figure(String what) {
        Label label = new Label();
        label.setId("lane-" + what + "-" + client.dialect());
        label.getStyleClass().addAll("figure", "lane-figure");
        label.setMinWidth(Label.USE_PREF_SIZE);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    FleetClient client() {
        return client;
    }

    /// Follows what is selected elsewhere.
    void follow(Selection selection) {
        card.picksProperty().set(selection.picks());
    }

    void addTo(GridPane grid, int row) {
        VBox who = new VBox(2, name, state);
        who.setAlignment(Pos.CENTER_LEFT);
        grid.addRow(row, who, card, last, p50, p95, messages, bytes, each);
    }

    void refresh() {
        TableauFrame next = frames.next(List.of(ClientState.of(client)), world.oracle(), 0, 0);
        if (!next.equals(shown)) {
            shown = next;
            card.show(next);
        }
    }

    void showFigures(RaceReport report, WireTotals wire) {
        Figures figures = report.lanes().getOrDefault(client.number(), Figures.NONE);
        set(last, RaceText.millis(figures, figures.last()));
        set(p50, RaceText.millis(figures, figures.p50()));
        set(p95, RaceText.millis(figures, figures.p95()));
        set(messages, text("number", wire.sent() + wire.received()));
        set(bytes, RaceText.bytes(wire.bytes()));
        set(each, RaceText.bytesEach(wire, report.committed()));
        boolean faulty = !client.faults().isNone();
        set(state, faulty ? text("race.faulty", words()) : words());
        state.setTooltip(Actions.tooltip(client.snapshot().message()));
        set(name, client.dialect());
        name.setAccessibleText(text(
                "race.lane",
                client.dialect(),
                last.getText(),
                p50.getText(),
                p95.getText(),
                messages.getText(),
                bytes.getText()));
    }

    private String words() {
        return switch (client.snapshot().status()) {
            case LIVE -> text("race.state.live");
            case CONNECTING, SYNCING -> text("race.state.busy");
            case OFFLINE -> text("race.state.offline");
            case AUTH_ERROR, SYNC_ERROR, CONNECTION_ERROR -> text("race.state.error");
        };
    }

    private static void set(Label label, String words) {
        if (!label.getText().equals(words)) {
            label.setText(words);
        }
    }
}

package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What is wrong with the client's way to the server, and what else can happen to a client. FX thread only.
final class NetworkTab implements ClientTab {
    private static final List<Double> MILLIS = List.of(0.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0);
    /// From none over a very slow line to a good one; 0 is no limit.
    private static final List<Double> BYTES = List.of(0.0, 1e6, 1e5, 1e4, 1e3);
    private static final List<Double> MESSAGES = List.of(0.0, 100.0, 10.0, 1.0, 0.2);

    private final Choice latency;
    private final Choice jitter;
    private final Choice bandwidth;
    private final Choice reading;
    private final CheckBox halfOpen = new CheckBox(text("network.halfopen"));
    private final ScrollPane content;
    private @Nullable FleetClient shown;
    private LinkFaults faults = LinkFaults.NONE;

    NetworkTab(Actions actions) {
        latency = new Choice("network.latency", MILLIS, NetworkTab::millis, value -> {
            change(link -> link.withLatency((int) value));
        });
        jitter = new Choice("network.jitter", MILLIS, NetworkTab::millis, value -> {
            change(link -> link.withJitter((int) value));
        });
        bandwidth = new Choice("network.bandwidth", BYTES, NetworkTab::bytes, value -> {
            change(link -> link.withBandwidth((long) value));
        });
        reading = new Choice("network.reading", MESSAGES, NetworkTab::messages, value -> {
            change(link -> link.withReading(value));
        });
        GridPane grid = new GridPane(16, 8);
        List<Choice> choices = List.of(latency, jitter, bandwidth, reading);
        for (int row = 0; row < choices.size(); row++) {
            choices.get(row).addTo(grid, row);
        }
        halfOpen.setId("network.halfopen");
        halfOpen.setWrapText(true);
        halfOpen.setOnAction(event -> change(link -> link.withHalfOpen(halfOpen.isSelected())));
        Button well = new Button(text("network.well"));
        well.getStyleClass().add("small");
        well.setOnAction(event -> {
            change(link -> LinkFaults.NONE);
            showFaults();
        });
        FlowPane buttons = new FlowPane(
                8,
                8,
                button(actions, Action.CUT_CLIENT, "network.cut"),
                button(actions, Action.CORRUPT_CACHE, "network.corrupt"),
                button(actions, Action.KILL_CLIENT, "network.kill"),
                button(actions, Action.RESTART_CLIENT, "network.restart"),
                button(actions, Action.EXPIRE_SESSION, "network.expire"),
                button(actions, Action.SIGN_IN_AGAIN, "network.signin"));
        Label head = new Label(text("network.events"));
        head.getStyleClass().add("section-title");
        halfOpen.setMinHeight(CheckBox.USE_PREF_SIZE);
        VBox all = new VBox(12, grid, halfOpen, well, head, buttons);
        all.getStyleClass().addAll("tab-body", "panel-body");
        content = Scrolls.vertically(all);
    }

    @Override
    public String title() {
        return text("network.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void show(FleetClient client) {
        boolean isOther = shown == null || shown.number() != client.number();
        shown = client;
        if (isOther || !client.faults().equals(faults)) {
            faults = client.faults();
            showFaults();
        }
    }

    private static Button button(Actions actions, Action action, String key) {
        Button button = actions.button(action);
        button.setText(text(key));
        button.getStyleClass().add("small");
        return button;
    }

    private void showFaults() {
        latency.show(faults.latencyMillis());
        jitter.show(faults.jitterMillis());
        bandwidth.show((double) faults.bytesPerSecond());
        reading.show(faults.messagesPerSecond());
        halfOpen.setSelected(faults.halfOpen());
    }

    private void change(UnaryOperator<LinkFaults> change) {
        FleetClient client = shown;
        if (client != null) {
            faults = change.apply(client.faults());
            client.setFaults(faults);
        }
    }

    private static String millis(double value) {
        return value == 0 ? text("network.none") : text("network.millis", (long) value);
    }

    private static String bytes(double value) {
        return value == 0
                ? text("network.nolimit")
                : value >= 1e6
                        ? text("network.megabytes", (long) (value / 1e6))
                        : text("network.kilobytes", (long) (value / 1e3));
    }

    private static String messages(double value) {
        return value == 0 ? text("network.nolimit") : text("network.messages", value);
    }
}

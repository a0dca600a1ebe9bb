package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Actions;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Latency, jitter, bandwidth and so on of some clients' lines; where they differ it says *mixed*. FX thread only.
final class LineControls extends VBox {
    private static final List<Double> MILLIS = List.of(0.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0);
    /// From none over a very slow line to a good one; 0 is no limit.
    private static final List<Double> BYTES = List.of(0.0, 1e6, 1e5, 1e4, 1e3);
    private static final List<Double> MESSAGES = List.of(0.0, 100.0, 10.0, 1.0, 0.2);

    private final Choice latency;
    private final Choice jitter;
    private final Choice bandwidth;
    private final Choice reading;
    private final CheckBox halfOpen = new CheckBox(text("network.halfopen"));

    /// @param change is told what to do to the lines
    LineControls(Consumer<UnaryOperator<LinkFaults>> change) {
        super(12);
        latency = new Choice("network.latency", MILLIS, LineControls::millis, value -> {
            change.accept(link -> link.withLatency((int) value));
        });
        jitter = new Choice("network.jitter", MILLIS, LineControls::millis, value -> {
            change.accept(link -> link.withJitter((int) value));
        });
        bandwidth = new Choice("network.bandwidth", BYTES, LineControls::bytes, value -> {
            change.accept(link -> link.withBandwidth((long) value));
        });
        reading = new Choice("network.reading", MESSAGES, LineControls::messages, value -> {
            change.accept(link -> link.withReading(value));
        });
        GridPane grid = new GridPane(16, 8);
        List<Choice> choices = List.of(latency, jitter, bandwidth, reading);
        for (int row = 0; row < choices.size(); row++) {
            choices.get(row).addTo(grid, row);
        }
        halfOpen.setId("network.halfopen");
        halfOpen.setWrapText(true);
        halfOpen.setMinHeight(USE_PREF_SIZE);
        halfOpen.setTooltip(Actions.tooltip(text("network.halfopen.hint")));
        halfOpen.setOnAction(event -> {
            boolean on = halfOpen.isSelected();
            change.accept(link -> link.withHalfOpen(on));
        });
        Button well = new Button(text("network.well"));
        well.setTooltip(Actions.tooltip(text("network.well.hint")));
        well.getStyleClass().add("small");
        well.setOnAction(event -> change.accept(link -> LinkFaults.NONE));
        getChildren().addAll(grid, halfOpen, well);
    }

    /// Shows how these lines are.
    void show(List<LinkFaults> lines) {
        show(latency, lines, line -> (double) line.latencyMillis());
        show(jitter, lines, line -> (double) line.jitterMillis());
        show(bandwidth, lines, line -> (double) line.bytesPerSecond());
        show(reading, lines, LinkFaults::messagesPerSecond);
        long open = lines.stream().filter(LinkFaults::halfOpen).count();
        halfOpen.setIndeterminate(open > 0 && open < lines.size());
        halfOpen.setSelected(open > 0 && open == lines.size());
    }

    private static void show(Choice choice, List<LinkFaults> lines, Function<LinkFaults, Double> figure) {
        List<Double> figures = lines.stream().map(figure).distinct().toList();
        if (figures.size() > 1) {
            choice.showMixed();
        } else {
            choice.show(figures.isEmpty() ? 0.0 : figures.getFirst());
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

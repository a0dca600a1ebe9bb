package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.RaceReport.Arrival;
import dev.parallax.oracle.RaceReport.Heat;
import dev.parallax.oracle.RaceReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One change as a race: a bar for each dialect, as long as it took from the commit until the change showed. FX thread
/// only.
final class HeatBars extends VBox {
    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");

    private final Label title = new Label();
    private final GridPane grid = new GridPane(8, 6);
    private final List<Bar> bars = new ArrayList<>();
    private List<FleetClient> lanes = List.of();

    private record Bar(ProgressBar length, Label words) {}

    HeatBars() {
        super(8);
        getStyleClass().add("heat");
        title.setId("heat-title");
        title.getStyleClass().add("strip-title");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        ColumnConstraints names = new ColumnConstraints();
        ColumnConstraints lengths = new ColumnConstraints(60, 120, Double.MAX_VALUE);
        lengths.setHgrow(Priority.ALWAYS);
        lengths.setFillWidth(true);
        grid.getColumnConstraints().addAll(names, lengths, new ColumnConstraints());
        getChildren().addAll(title, grid);
        show(null, List.of(), Map.of());
    }

    /// @param heat null before the first change
    void show(@Nullable Heat heat, List<FleetClient> clients, Map<Long, String> titles) {
        if (!clients.equals(lanes)) {
            lanes = clients;
            fill();
        }
        title.setText(heat == null ? text("race.nothing") : RaceText.heat(heat, titles));
        grid.setVisible(heat != null);
        if (heat == null) {
            return;
        }
        long longest = Math.max(
                1,
                heat.arrivals().values().stream()
                        .mapToLong(Arrival::micros)
                        .max()
                        .orElse(1));
        int first = RaceText.first(heat).orElse(0);
        for (int index = 0; index < lanes.size(); index++) {
            FleetClient lane = lanes.get(index);
            Bar bar = bars.get(index);
            Arrival arrival = heat.arrivals().get(lane.number());
            if (arrival == null) {
                bar.words().setText("");
                bar.length().setProgress(0);
                continue;
            }
            bar.length().setProgress(arrival.state() == State.ARRIVED ? (double) arrival.micros() / longest : 0);
            bar.length().pseudoClassStateChanged(FIRST, lane.number() == first);
            bar.words().setText(RaceText.arrival(heat, arrival, lane.number() == first));
            bar.length().setAccessibleText(lane.dialect() + ": " + bar.words().getText());
        }
    }

    private void fill() {
        grid.getChildren().clear();
        bars.clear();
        for (FleetClient lane : lanes) {
            Label name = new Label(lane.dialect());
            name.setMinWidth(USE_PREF_SIZE);
            ProgressBar length = new ProgressBar(0);
            length.setMaxWidth(Double.MAX_VALUE);
            length.getStyleClass().addAll("medium", "heat-bar");
            Label words = new Label();
            words.setId("heat-" + lane.dialect());
            words.setMinWidth(USE_PREF_SIZE);
            words.getStyleClass().addAll("figure", "small-text");
            bars.add(new Bar(length, words));
            grid.addRow(bars.size() - 1, name, length, words);
        }
    }
}

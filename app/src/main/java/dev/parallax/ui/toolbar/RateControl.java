package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.Traffic;
import dev.parallax.ui.action.Actions;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;

/// How many writes a second: a slider over round figures, so that both one and a thousand can be hit. FX thread
/// only.
final class RateControl extends HBox {
    private static final int[] RATES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private final Traffic traffic;
    private final Slider slider = new Slider(0, RATES.length - 1, 0);
    private final Label value = new Label();

    RateControl(Traffic traffic) {
        super(8);
        this.traffic = traffic;
        setAlignment(Pos.CENTER_LEFT);
        slider.setId("rate");
        slider.setPrefWidth(112);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(text("rate.name"));
        slider.setTooltip(Actions.tooltip(text("rate.hint")));
        slider.setValue(nearest(traffic.rate()));
        value.getStyleClass().add("figure");
        value.setMinWidth(52);
        slider.valueProperty().subscribe(index -> set((int) Math.round(index.doubleValue())));
        getChildren().addAll(slider, value);
    }

    /// One step up or down.
    void step(int direction) {
        slider.setValue(Math.clamp(Math.round(slider.getValue()) + direction, 0, RATES.length - 1));
    }

    private void set(int index) {
        traffic.setRate(RATES[index]);
        value.setText(text("rate.value", RATES[index]));
    }

    private static int nearest(double rate) {
        int best = 0;
        for (int index = 1; index < RATES.length; index++) {
            if (Math.abs(RATES[index] - rate) < Math.abs(RATES[best] - rate)) {
                best = index;
            }
        }
        return best;
    }
}

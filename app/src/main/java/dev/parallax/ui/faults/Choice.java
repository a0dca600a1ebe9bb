package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;

/// A line of a form: a slider over a few fixed figures, and the figure in words. FX thread only.
final class Choice {
    private final List<Double> figures;
    private final DoubleFunction<String> words;
    private final Slider slider;
    private final Label name;
    private final Label value = new Label();
    private boolean showing;

    /// @param key of the text that names it
    /// @param figures in order
    /// @param words for a figure
    /// @param chosen hears of each figure that a person chooses
    Choice(String key, List<Double> figures, DoubleFunction<String> words, DoubleConsumer chosen) {
        this.figures = figures;
        this.words = words;
        name = new Label(text(key));
        name.setMinWidth(Label.USE_PREF_SIZE);
        slider = new Slider(0, figures.size() - 1, 0);
        slider.setId(key);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(text(key));
        name.setLabelFor(slider);
        value.getStyleClass().add("figure");
        value.setMinWidth(76);
        slider.valueProperty().addListener((ignored, before, place) -> {
            double figure = figures.get((int) Math.round(place.doubleValue()));
            if (!showing) {
                value.setText(words.apply(figure));
                chosen.accept(figure);
            }
        });
    }

    /// Adds it to a form.
    void addTo(GridPane grid, int row) {
        grid.addRow(row, name, slider, value);
    }

    /// Shows that the figures of those concerned differ; choosing one makes them equal.
    void showMixed() {
        showing = true;
        slider.setValue(0);
        value.setText(text("network.mixed"));
        showing = false;
    }

    /// Shows a figure, or the nearest that can be chosen, without choosing it.
    void show(double figure) {
        int best = 0;
        for (int index = 1; index < figures.size(); index++) {
            if (Math.abs(figures.get(index) - figure) < Math.abs(figures.get(best) - figure)) {
                best = index;
            }
        }
        showing = true;
        slider.setValue(best);
        value.setText(words.apply(figures.get(best)));
        showing = false;
    }
}

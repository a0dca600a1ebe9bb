package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.Traffic;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import org.kordamp.ikonli.feather.Feather;

/// How often traffic does what, as sliders in a popover. FX thread only.
final class MixMenu extends MenuButton {
    private static final List<String> KINDS =
            List.of("create", "edit", "publish", "unpublish", "delete", "move", "forbidden");
    private static final int WEIGHT_MAX = 100;

    private final Traffic traffic;
    private final List<Slider> sliders = new ArrayList<>();
    private boolean updating;

    MixMenu(Traffic traffic) {
        super(text("mix.button"), Icons.of(Feather.SLIDERS));
        this.traffic = traffic;
        setId("mix");
        setMinWidth(USE_PREF_SIZE);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setAccessibleText(text("mix.hint"));
        setTooltip(Actions.tooltip(text("mix.hint")));
        GridPane grid = new GridPane(12, 8);
        grid.getStyleClass().add("popover-body");
        ColumnConstraints right = new ColumnConstraints(36);
        right.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(new ColumnConstraints(120), new ColumnConstraints(160), right);
        for (int index = 0; index < KINDS.size(); index++) {
            addLine(grid, index);
        }
        Button reset = new Button(text("mix.reset"));
        reset.getStyleClass().add("small");
        reset.setOnAction(event -> show(TrafficMix.DEFAULT));
        grid.add(reset, 0, KINDS.size(), 3, 1);
        CustomMenuItem item = new CustomMenuItem(grid, false);
        item.getStyleClass().add("popover-item");
        getItems().add(item);
        show(traffic.mix());
    }

    /// Adds who acts and the seed below the weights.
    void add(ActorsControl actors) {
        actors.getStyleClass().add("popover-body");
        CustomMenuItem item = new CustomMenuItem(actors, false);
        item.getStyleClass().add("popover-item");
        getItems().addAll(new SeparatorMenuItem(), item);
        showingProperty().subscribe(showing -> {
            if (showing) {
                actors.refresh();
            }
        });
    }

    private void addLine(GridPane grid, int index) {
        String name = text("mix." + KINDS.get(index));
        Slider slider = new Slider(0, WEIGHT_MAX, 0);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(name);
        Label value = new Label();
        value.getStyleClass().add("figure");
        slider.valueProperty().subscribe(weight -> {
            value.setText(text("number", Math.round(weight.doubleValue())));
            apply();
        });
        sliders.add(slider);
        grid.addRow(index, new Label(name), slider, value);
    }

    private void show(TrafficMix mix) {
        int[] weights = {
            mix.create(), mix.edit(), mix.publish(), mix.unpublish(), mix.delete(), mix.move(), mix.forbidden()
        };
        updating = true;
        for (int index = 0; index < weights.length; index++) {
            sliders.get(index).setValue(weights[index]);
        }
        updating = false;
        apply();
    }

    /// A mix of nothing is not one: then the last one stays.
    private void apply() {
        int sum = sliders.stream().mapToInt(MixMenu::weight).sum();
        if (!updating && sliders.size() == KINDS.size() && sum > 0) {
            traffic.setMix(new TrafficMix(
                    weight(sliders.get(0)),
                    weight(sliders.get(1)),
                    weight(sliders.get(2)),
                    weight(sliders.get(3)),
                    weight(sliders.get(4)),
                    weight(sliders.get(5)),
                    weight(sliders.get(6))));
        }
    }

    private static int weight(Slider slider) {
        return (int) Math.round(slider.getValue());
    }
}

package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.Traffic;
import dev.parallax.fleet.TrafficActors;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// Who traffic writes as, and the seed that decides what it writes. FX thread only.
public final class ActorsControl extends VBox {
    private final World world;
    private final Traffic traffic;
    private final Selection selection;
    private final ComboBox<Choice> who = new ComboBox<>();
    private final TextField seed = new TextField();
    private final Label problem = new Label(text("traffic.seed.wrong"));
    private boolean updating;

    /// Who can be chosen. Immutable.
    private record Choice(String title, TrafficActors actors) {
        @Override
        public String toString() {
            return title;
        }
    }

    public ActorsControl(World world, Selection selection) {
        super(4);
        this.world = world;
        this.traffic = world.traffic();
        this.selection = selection;
        who.setId("traffic-actors");
        who.setPrefWidth(212);
        who.setAccessibleText(text("traffic.who"));
        who.setTooltip(Actions.tooltip(text("traffic.who.hint")));
        who.valueProperty().addListener((ignored, before, chosen) -> {
            if (!updating && chosen != null) {
                traffic.setActors(chosen.actors());
            }
        });
        seed.setId("traffic-seed");
        seed.setPrefColumnCount(10);
        seed.setAccessibleText(text("traffic.seed"));
        seed.setTooltip(Actions.tooltip(text("traffic.seed.hint")));
        seed.setOnAction(event -> begin());
        Button begin = new Button(text("traffic.seed.begin"), Icons.of(Feather.ROTATE_CCW));
        begin.setId("traffic-begin");
        begin.getStyleClass().add("small");
        begin.setMinWidth(USE_PREF_SIZE);
        begin.setTooltip(Actions.tooltip(text("traffic.seed.hint")));
        begin.setOnAction(event -> begin());
        HBox numbers = new HBox(8, seed, begin);
        numbers.setAlignment(Pos.CENTER_LEFT);
        GridPane grid = new GridPane(12, 8);
        grid.addRow(0, label(text("traffic.who"), who), who);
        grid.addRow(1, label(text("traffic.seed"), seed), numbers);
        problem.setId("traffic-problem");
        problem.getStyleClass().add("problem");
        showProblem(false);
        getChildren().addAll(grid, problem);
        refresh();
    }

    /// Offers whom there is to choose from now.
    public void refresh() {
        TrafficActors now = traffic.actors();
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(text("traffic.who.all"), TrafficActors.EVERYONE));
        Set<Integer> own = new HashSet<>();
        world.clients().stream()
                .map(FleetClient::number)
                .filter(selection.clients()::contains)
                .forEach(own::add);
        if (!own.isEmpty()) {
            choices.add(new Choice(text("traffic.who.selected", own.size()), TrafficActors.of(own)));
        }
        world.clients().stream()
                .map(FleetClient::role)
                .distinct()
                .sorted()
                .forEach(role -> choices.add(new Choice(text("traffic.who.role", role), TrafficActors.withRole(role))));
        if (choices.stream().noneMatch(choice -> choice.actors().equals(now))) {
            choices.add(
                    now.clients().isEmpty()
                            ? new Choice(text("traffic.who.role", now.role()), now)
                            : new Choice(text("traffic.who.some", now.clients().size()), now));
        }
        updating = true;
        who.getItems().setAll(choices);
        choices.stream()
                .filter(choice -> choice.actors().equals(now))
                .findFirst()
                .ifPresent(who::setValue);
        updating = false;
        if (!seed.isFocused()) {
            seed.setText(Long.toString(traffic.seed()));
            showProblem(false);
        }
    }

    private void begin() {
        try {
            traffic.setSeed(Long.parseLong(seed.getText().strip()));
            showProblem(false);
        } catch (NumberFormatException e) {
            showProblem(true);
        }
    }

    private void showProblem(boolean visible) {
        problem.setVisible(visible);
        problem.setManaged(visible);
    }

    private static Label label(String title, Node node) {
        Label label = new Label(title);
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(node);
        return label;
    }
}

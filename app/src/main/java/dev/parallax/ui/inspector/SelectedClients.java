package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What several selected clients have in common, in what they differ, and who they are; below it the inspector tells of
/// the one that leads, and a click lets another lead. There only while several are selected. FX thread only.
final class SelectedClients extends VBox {
    /// More names would leave no room for the one that leads.
    private static final int NAMES_SHOWN = 6;

    private final World world;
    private final Selection selection;
    private final Label common = new Label();
    private final FlowPane names = new FlowPane(6, 4);
    private List<String> shown = List.of();

    SelectedClients(World world, Selection selection) {
        super(6);
        this.world = world;
        this.selection = selection;
        setId("selected-clients");
        getStyleClass().add("selected-clients");
        common.setId("selected-common");
        common.setWrapText(true);
        common.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(common, names);
        refresh();
    }

    void refresh() {
        List<FleetClient> clients = selection.clients().size() < 2
                ? List.of()
                : selection.clients().stream()
                        .flatMap(number -> world.client(number).stream())
                        .toList();
        boolean many = clients.size() > 1;
        setVisible(many);
        setManaged(many);
        if (!many) {
            return;
        }
        String sentence = sentence(clients);
        if (!sentence.equals(common.getText())) {
            common.setText(sentence);
        }
        List<FleetClient> first = clients.stream().limit(NAMES_SHOWN).toList();
        List<String> now = new ArrayList<>(first.stream()
                .map(client -> client.number() + " " + client.name() + (client.number() == selection.clientNumber()))
                .toList());
        now.add(Integer.toString(clients.size()));
        if (!now.equals(shown)) {
            shown = now;
            names.getChildren().setAll(first.stream().map(this::name).toList());
            if (clients.size() > NAMES_SHOWN) {
                names.getChildren().add(new Label(text("selected.more", clients.size() - NAMES_SHOWN)));
            }
        }
    }

    private Button name(FleetClient client) {
        Button button = new Button(client.name());
        button.getStyleClass().addAll("small", "tiny");
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(Actions.tooltip(text("selected.lead", client.name())));
        button.setDisable(client.number() == selection.clientNumber());
        button.setOnAction(event -> selection.pick(selection.picks().leadClient(client.number())));
        return button;
    }

    private static String sentence(List<FleetClient> clients) {
        List<String> same = new ArrayList<>();
        List<String> different = new ArrayList<>();
        put(clients, FleetClient::role, "selected.role", same, different);
        put(clients, FleetClient::dialect, "selected.dialect", same, different);
        put(
                clients,
                client -> client.snapshot()
                        .status()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' '),
                "selected.status",
                same,
                different);
        List<Long> first = held(clients.getFirst());
        boolean equal = clients.stream().allMatch(client -> held(client).equals(first));
        (equal ? same : different).add(text("selected.posts"));
        return text("selected.count", clients.size())
                + (same.isEmpty() ? "" : " " + text("selected.same", String.join(", ", same)))
                + (different.isEmpty() ? "" : " " + text("selected.different", String.join(", ", different)));
    }

    private static List<Long> held(FleetClient client) {
        return client.snapshot().table(World.POST).shown().stream()
                .map(row -> row.id())
                .toList();
    }

    /// What all have goes by its value, what differs by its values, if they are few.
    private static void put(
            List<FleetClient> clients,
            Function<FleetClient, String> value,
            String key,
            List<String> same,
            List<String> different) {
        List<String> values = clients.stream().map(value).distinct().sorted().toList();
        (values.size() == 1 ? same : different).add(text(key, String.join("/", values)));
    }
}

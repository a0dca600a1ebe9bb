package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import dev.parallax.ui.inspector.MessageText;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The messages between chosen clients and the server, in the order in which they were sent and came, as a sequence
/// diagram. FX thread only.
final class SequenceTab implements TimelineTab {
    /// Lanes that fit beside each other.
    static final int CLIENTS_LIMIT = 6;

    private static final int MESSAGES_LIMIT = 300;
    /// Clients that the menu offers.
    private static final int OFFERED_LIMIT = 60;

    private final World world;
    private final Timeline timeline;
    private final Selection selection;
    private final TreeSet<Integer> chosen = new TreeSet<>();
    private final MenuButton menu = new MenuButton(text("sequence.clients"));
    private final CheckBox heartbeats = new CheckBox(text("sequence.heartbeats"));
    private final Label note = new Label();
    private final LaneHeader header = new LaneHeader();
    private final ListView<SequenceMessage> list = new ListView<>();
    private final TextArea body = new TextArea();
    private final VBox content;
    private List<Integer> lanes = List.of();
    private long offeredGeneration = -1;
    private List<SequenceMessage> shown = List.of();

    SequenceTab(World world, Timeline timeline, Selection selection) {
        this.world = world;
        this.timeline = timeline;
        this.selection = selection;
        list.setId("sequence");
        list.setAccessibleText(text("sequence.title"));
        Label empty = new Label(text("sequence.empty"));
        empty.getStyleClass().addAll("muted", "empty");
        list.setPlaceholder(empty);
        list.getStyleClass().addAll("dense", "edge-to-edge", "sequence");
        list.setCellFactory(view -> new SequenceCell(() -> lanes));
        list.getSelectionModel().selectedItemProperty().subscribe(this::open);
        body.setEditable(false);
        body.setId("sequence-body");
        body.setAccessibleText(text("wire.body"));
        body.setPromptText(text("wire.select"));
        body.getStyleClass().addAll("code", "edge-to-edge");
        menu.setId("sequence-clients");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        heartbeats.setId("sequence-heartbeats");
        heartbeats.setMinWidth(Region.USE_PREF_SIZE);
        note.getStyleClass().addAll("muted", "small-text");
        HBox head = new HBox(12, menu, heartbeats, note);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tab-head");
        VBox diagram = new VBox(header, list);
        VBox.setVgrow(list, Priority.ALWAYS);
        SplitPane split = new SplitPane(diagram, body);
        split.setDividerPositions(0.68);
        VBox.setVgrow(split, Priority.ALWAYS);
        content = new VBox(head, split);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("sequence.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void refresh() {
        offer();
        List<FleetClient> clients = clients();
        lanes = clients.stream().map(FleetClient::number).toList();
        header.show(clients);
        long until = timeline.moment().orElse(Long.MAX_VALUE);
        List<SequenceMessage> messages = new ArrayList<>();
        for (FleetClient client : clients) {
            for (WireMessage message : client.wire()) {
                SequenceMessage next = new SequenceMessage(client.number(), message);
                if (next.time() <= until && (heartbeats.isSelected() || !next.isHeartbeat())) {
                    messages.add(next);
                }
            }
        }
        messages.sort(Comparator.comparingLong(SequenceMessage::time));
        List<SequenceMessage> newest =
                List.copyOf(messages.subList(Math.max(0, messages.size() - MESSAGES_LIMIT), messages.size()));
        note.setText(text("sequence.count", newest.size(), messages.size()));
        if (!newest.equals(shown)) {
            shown = newest;
            SequenceMessage kept = list.getSelectionModel().getSelectedItem();
            list.getItems().setAll(newest);
            if (kept != null && newest.contains(kept)) {
                list.getSelectionModel().select(kept);
            } else {
                list.scrollTo(newest.size() - 1);
            }
        }
    }

    /// The chosen ones; else the selected one and the first other.
    private List<FleetClient> clients() {
        List<FleetClient> all = world.clients();
        List<FleetClient> picked = all.stream()
                .filter(client -> chosen.contains(client.number()))
                .limit(CLIENTS_LIMIT)
                .toList();
        if (!picked.isEmpty() || all.isEmpty()) {
            return picked;
        }
        FleetClient first = world.client(selection.clientNumber()).orElse(all.getFirst());
        List<FleetClient> two = new ArrayList<>(List.of(first));
        all.stream()
                .filter(client -> client.number() != first.number())
                .findFirst()
                .ifPresent(two::add);
        two.sort(Comparator.comparingInt(FleetClient::number));
        return two;
    }

    private void offer() {
        if (offeredGeneration == world.membershipGeneration()) {
            return;
        }
        offeredGeneration = world.membershipGeneration();
        menu.getItems().clear();
        for (FleetClient client : world.clients().stream().limit(OFFERED_LIMIT).toList()) {
            CheckMenuItem item =
                    new CheckMenuItem(text("sequence.client", client.number(), client.name(), client.dialect()));
            item.setSelected(chosen.contains(client.number()));
            item.selectedProperty().subscribe(isChosen -> choose(client.number(), isChosen));
            menu.getItems().add(item);
        }
    }

    private void choose(int number, boolean isChosen) {
        if (isChosen) {
            chosen.add(number);
        } else {
            chosen.remove(number);
        }
        menu.setText(chosen.isEmpty() ? text("sequence.clients") : text("sequence.chosen", chosen.size()));
    }

    private void open(@Nullable SequenceMessage message) {
        if (message != null) {
            body.setText(MessageText.pretty(message.message().text()));
        }
    }
}

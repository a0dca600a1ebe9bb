package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.server.store.Loss;
import dev.parallax.ui.selection.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What the text would change if it were applied: a sentence, what migrates, and a line for each client
/// that gains or loses rows. Choosing one selects the client. FX thread only.
final class ImpactView extends VBox {
    private static final double KILO = 1_000;

    private final Label sentence = new Label();
    private final Label detail = new Label();
    private final Label losses = new Label();
    private final ListView<Impact.OfClient> clients = new ListView<>();
    private boolean showing;

    ImpactView(Selection selection) {
        super(4);
        setId("impact");
        sentence.setId("impact-sentence");
        sentence.getStyleClass().add("strip-title");
        detail.getStyleClass().addAll("muted", "small-text");
        detail.setId("impact-detail");
        losses.setId("impact-losses");
        losses.getStyleClass().addAll("small-text", "impact-losses");
        for (Label label : List.of(sentence, detail, losses)) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        clients.setId("impact-clients");
        clients.setAccessibleText(text("impact.clients"));
        clients.getStyleClass().addAll("dense", "edge-to-edge");
        clients.setCellFactory(view -> new Cell());
        clients.getSelectionModel().selectedItemProperty().subscribe(client -> {
            if (client != null && !showing) {
                selection.selectClient(client.number());
            }
        });
        VBox.setVgrow(clients, Priority.ALWAYS);
        getChildren().addAll(sentence, detail, losses, clients);
    }

    /// @param same whether the text says the same as what is in force
    void show(Impact impact, boolean same) {
        sentence.setText(same ? text("impact.same") : impact.sentence());
        detail.setText(detail(impact));
        present(detail, !detail.getText().isEmpty());
        losses.setText(
                impact.losses().isEmpty()
                        ? ""
                        : text(
                                "impact.losses",
                                impact.losses().stream().map(Loss::what).collect(Collectors.joining("; "))));
        present(losses, !impact.losses().isEmpty());
        showing = true;
        if (!clients.getItems().equals(impact.clients())) {
            clients.getItems().setAll(impact.clients());
        }
        showing = false;
        present(clients, !impact.clients().isEmpty());
    }

    private static String detail(Impact impact) {
        List<String> parts = new ArrayList<>();
        if (!impact.created().isEmpty()) {
            parts.add(text("impact.created", String.join(", ", impact.created())));
        }
        if (!impact.added().isEmpty()) {
            parts.add(text("impact.added", String.join(", ", impact.added())));
        }
        if (!impact.resynchronised().isEmpty()) {
            parts.add(text("impact.resync", String.join(", ", impact.resynchronised()), size(impact.bytes())));
        }
        return String.join(" ", parts);
    }

    private static void present(Region region, boolean value) {
        region.setVisible(value);
        region.setManaged(value);
    }

    private static String size(long bytes) {
        return bytes < KILO ? text("impact.bytes", bytes) : text("impact.kilobytes", bytes / KILO);
    }

    private static final class Cell extends ListCell<Impact.OfClient> {
        private final Label name = new Label();
        private final Label way = new Label();
        private final Label gained = new Label();
        private final Label lost = new Label();
        private final Label size = new Label();
        private final HBox box = new HBox(8);

        Cell() {
            way.getStyleClass().addAll("muted", "small-text");
            size.getStyleClass().addAll("muted", "small-text", "figure");
            gained.getStyleClass().addAll("figure", "impact-gained");
            lost.getStyleClass().addAll("figure", "impact-lost");
            VBox words = new VBox(name, way);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            for (Label figure : List.of(gained, lost, size)) {
                figure.setMinWidth(USE_PREF_SIZE);
            }
            box.getChildren().addAll(words, gained, lost, size);
            box.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Impact.@Nullable OfClient item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            name.setText(text("impact.client", item.name(), item.role()));
            way.setText(item.way());
            gained.setText(item.gains() == 0 ? "" : "+" + item.gains());
            lost.setText(item.loses() == 0 ? "" : "−" + item.loses());
            size.setText(ImpactView.size(item.bytes()));
            setAccessibleText(text("impact.client.name", item.name(), item.gains(), item.loses()));
            setGraphic(box);
        }
    }
}

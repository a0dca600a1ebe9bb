package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// The names above the lifelines. FX thread only.
final class LaneHeader extends Pane {
    private static final double HEIGHT = 26;
    private static final double NAME_WIDTH = 168;

    private List<String> names = List.of();

    LaneHeader() {
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        getStyleClass().add("lane-header");
    }

    void show(List<FleetClient> clients) {
        List<String> next = new ArrayList<>();
        next.add(text("sequence.server"));
        clients.forEach(client -> next.add(text("sequence.lane", client.number(), client.name())));
        if (!next.equals(names)) {
            names = next;
            getChildren().setAll(names.stream().map(LaneHeader::label).toList());
            requestLayout();
        }
    }

    private static Label label(String name) {
        Label label = new Label(name);
        label.getStyleClass().add("lane-name");
        return label;
    }

    @Override
    protected void layoutChildren() {
        int lane = 0;
        for (Node name : getChildren()) {
            double width = Math.min(NAME_WIDTH, name.prefWidth(-1));
            double x = Lanes.x(lane++, names.size(), getWidth());
            name.resizeRelocate(x - width / 2, 4, width, HEIGHT - 6);
        }
    }
}

package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.faults.FaultDesk;
import dev.parallax.ui.faults.FaultPanel;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// What is wrong with the way of the client, of all selected ones, of everyone's, and with the server. FX thread
/// only.
final class NetworkTab implements ClientTab {
    private final FaultPanel panel;
    private final ScrollPane content;

    NetworkTab(FaultDesk desk) {
        panel = new FaultPanel("network-panel", desk);
        VBox all = new VBox(panel);
        all.getStyleClass().addAll("tab-body", "panel-body");
        content = Scrolls.vertically(all);
    }

    @Override
    public String title() {
        return text("network.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void show(FleetClient client) {
        panel.refresh();
    }
}

package dev.parallax.ui.inspector;

import dev.parallax.fleet.FleetClient;
import javafx.scene.Node;

/// One tab about the selected client. FX thread only.
interface ClientTab {
    String title();

    Node content();

    /// Shows `client` as it is now; called a few times a second while the tab is in front.
    void show(FleetClient client);
}

package dev.parallax.ui.inspector;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/// Panes for what may be higher than its panel.
final class Scrolls {
    private Scrolls() {}

    /// As wide as the panel; scrolls when `content` is higher.
    static ScrollPane vertically(Region content) {
        ScrollPane pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        // Its controls take the focus; the pane follows them.
        pane.setFocusTraversable(false);
        pane.getStyleClass().add("edge-to-edge");
        return pane;
    }
}

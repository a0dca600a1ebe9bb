package dev.parallax.ui.timeline;

import javafx.scene.Node;

/// One of the timeline's tabs. FX thread only.
interface TimelineTab {
    String title();

    Node content();

    /// Looks at what is newest; called now and then while the tab is open.
    void refresh();
}

package dev.parallax.ui;

import dev.parallax.ui.preferences.Preferences;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/// The frame of the window: toolbar above, status bar below, and between them the policy, the tableau and the
/// inspector. The side panels fold and remember their widths; the tableau always has the middle. FX thread
/// only.
final class Shell extends BorderPane {
    private static final double POLICY_WIDTH = 340;
    private static final double INSPECTOR_WIDTH = 356;
    private static final double PANEL_WIDTH_MIN = 240;
    /// In a small window the panels give way, so that the tableau keeps about half of it.
    private static final double POLICY_SHARE_MAX = 0.235;

    private static final double INSPECTOR_SHARE_MAX = 0.26;

    private final Preferences preferences;
    private final Node toolbar;
    private final Node statusBar;
    private final SplitPane split = new SplitPane();
    private final Side policy;
    private final Region centre;
    private final Side inspector;
    private boolean demo;

    Shell(
            Preferences preferences,
            Node toolbar,
            Region policyPanel,
            Region centre,
            Region inspectorPanel,
            Node statusBar) {
        this.preferences = preferences;
        this.toolbar = toolbar;
        this.statusBar = statusBar;
        this.centre = centre;
        policy = new Side("policy", policyPanel, POLICY_WIDTH, POLICY_SHARE_MAX);
        inspector = new Side("inspector", inspectorPanel, INSPECTOR_WIDTH, INSPECTOR_SHARE_MAX);
        split.getStyleClass().add("main-split");
        setCenter(split);
        arrange();
        split.widthProperty().subscribe(this::placeDividers);
    }

    void togglePolicy() {
        toggle(policy);
    }

    void toggleInspector() {
        toggle(inspector);
    }

    /// Shows the left panel if it is folded.
    void openPolicy() {
        if (!policy.isOpen()) {
            toggle(policy);
        }
    }

    /// Shows the inspector if it is folded.
    void openInspector() {
        if (!inspector.isOpen()) {
            toggle(inspector);
        }
    }

    /// The tableau alone, or everything again.
    void toggleDemo() {
        rememberWidths();
        demo = !demo;
        arrange();
    }

    boolean isDemo() {
        return demo;
    }

    /// Writes the panels' widths down; call before the window closes.
    void rememberWidths() {
        policy.remember();
        inspector.remember();
    }

    private void toggle(Side side) {
        rememberWidths();
        side.open(!side.isOpen());
        arrange();
    }

    private void arrange() {
        split.getItems().clear();
        if (!demo && policy.isOpen()) {
            split.getItems().add(policy.panel);
        }
        split.getItems().add(centre);
        if (!demo && inspector.isOpen()) {
            split.getItems().add(inspector.panel);
        }
        setTop(demo ? null : toolbar);
        setBottom(demo ? null : statusBar);
        placeDividers();
    }

    private void placeDividers() {
        double width = split.getWidth();
        if (width <= 0) {
            return;
        }
        int divider = 0;
        if (split.getItems().contains(policy.panel)) {
            split.setDividerPosition(divider++, policy.width(width) / width);
        }
        if (split.getItems().contains(inspector.panel)) {
            split.setDividerPosition(divider, 1 - inspector.width(width) / width);
        }
    }

    /// A side panel with what is remembered about it.
    private final class Side {
        private final String name;
        private final Region panel;
        private final double widthAtFirst;
        private final double shareMax;

        Side(String name, Region panel, double widthAtFirst, double shareMax) {
            this.shareMax = shareMax;
            this.name = name;
            this.panel = panel;
            this.widthAtFirst = widthAtFirst;
            panel.setMinWidth(PANEL_WIDTH_MIN);
            SplitPane.setResizableWithParent(panel, false);
        }

        boolean isOpen() {
            return preferences.flag(name + ".open", true);
        }

        void open(boolean value) {
            preferences.put(name + ".open", Boolean.toString(value));
        }

        double width(double whole) {
            String remembered = preferences.get(name + ".width").orElse("");
            double width = preferences.number(name + ".width", widthAtFirst);
            double bounded = remembered.isEmpty() ? Math.min(width, whole * shareMax) : width;
            return Math.max(PANEL_WIDTH_MIN, bounded);
        }

        void remember() {
            if (split.getItems().contains(panel) && panel.getWidth() > 0) {
                preferences.put(name + ".width", Long.toString(Math.round(panel.getWidth())));
            }
        }
    }
}

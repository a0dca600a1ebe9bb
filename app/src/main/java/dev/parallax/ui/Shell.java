package dev.parallax.ui;

import dev.parallax.ui.preferences.Preferences;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/// The frame of the window: toolbar above, status bar below, and between them the policy, the tableau and the
/// inspector, with the timeline under them. The panels fold and remember their sizes; the tableau always has the
/// middle. FX thread only.
final class Shell extends BorderPane {
    private static final double POLICY_WIDTH = 340;
    private static final double INSPECTOR_WIDTH = 356;
    private static final double PANEL_WIDTH_MIN = 240;
    /// Less than this only if a person wants so: what is in a panel needs about as much.
    private static final double POLICY_WIDTH_EASY = 304;

    private static final double INSPECTOR_WIDTH_EASY = 345;
    /// In a small window the panels give way, so that the tableau keeps about half of it.
    private static final double POLICY_SHARE_MAX = 0.235;

    private static final double INSPECTOR_SHARE_MAX = 0.278;
    private static final double TIMELINE_HEIGHT = 280;
    private static final double TIMELINE_HEIGHT_MIN = 170;
    private static final double TIMELINE_SHARE_MAX = 0.6;
    private static final String TIMELINE_OPEN = "timeline.open";
    private static final String TIMELINE_REMEMBERED = "timeline.height";

    private final Preferences preferences;
    private final Node toolbar;
    private final Node statusBar;
    private final SplitPane split = new SplitPane();
    private final SplitPane stack = new SplitPane();
    private final Region timeline;
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
            Region timeline,
            Node statusBar) {
        this.preferences = preferences;
        this.toolbar = toolbar;
        this.statusBar = statusBar;
        this.centre = centre;
        this.timeline = timeline;
        policy = new Side("policy", policyPanel, POLICY_WIDTH, POLICY_WIDTH_EASY, POLICY_SHARE_MAX);
        inspector = new Side("inspector", inspectorPanel, INSPECTOR_WIDTH, INSPECTOR_WIDTH_EASY, INSPECTOR_SHARE_MAX);
        split.getStyleClass().add("main-split");
        stack.setOrientation(Orientation.VERTICAL);
        stack.getStyleClass().add("main-split");
        SplitPane.setResizableWithParent(timeline, false);
        timeline.setMinHeight(TIMELINE_HEIGHT_MIN);
        setCenter(stack);
        arrange();
        // Once more after the pane has laid itself out, which moves the dividers by rules of its own.
        split.widthProperty().subscribe(width -> Platform.runLater(this::placeDividers));
        stack.heightProperty().subscribe(this::placeTimeline);
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

    void toggleTimeline() {
        rememberSizes();
        preferences.put(TIMELINE_OPEN, Boolean.toString(!isTimelineOpen()));
        arrange();
    }

    /// Shows the timeline if it is folded.
    void openTimeline() {
        if (!isTimelineOpen()) {
            toggleTimeline();
        }
    }

    private boolean isTimelineOpen() {
        return preferences.flag(TIMELINE_OPEN, false);
    }

    /// Shows the inspector if it is folded.
    void openInspector() {
        if (!inspector.isOpen()) {
            toggle(inspector);
        }
    }

    /// The tableau alone, or everything again.
    void toggleDemo() {
        rememberSizes();
        demo = !demo;
        arrange();
    }

    boolean isDemo() {
        return demo;
    }

    /// Writes the panels' sizes down; call before the window closes.
    void rememberSizes() {
        policy.remember();
        inspector.remember();
        if (stack.getItems().contains(timeline) && timeline.getHeight() > 0) {
            preferences.put(TIMELINE_REMEMBERED, Long.toString(Math.round(timeline.getHeight())));
        }
    }

    private void toggle(Side side) {
        rememberSizes();
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
        stack.getItems().setAll(split);
        if (!demo && isTimelineOpen()) {
            stack.getItems().add(timeline);
        }
        placeTimeline();
        setTop(demo ? null : toolbar);
        setBottom(demo ? null : statusBar);
        placeDividers();
    }

    private void placeTimeline() {
        double height = stack.getHeight();
        if (height > 0 && stack.getItems().contains(timeline)) {
            double wanted = preferences.number(TIMELINE_REMEMBERED, TIMELINE_HEIGHT);
            double bounded = Math.max(TIMELINE_HEIGHT_MIN, Math.min(wanted, height * TIMELINE_SHARE_MAX));
            stack.setDividerPosition(0, 1 - bounded / height);
        }
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
        private final double widthEasy;
        private final double shareMax;

        Side(String name, Region panel, double widthAtFirst, double widthEasy, double shareMax) {
            this.widthEasy = widthEasy;
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
            double bounded = remembered.isEmpty() ? Math.max(widthEasy, Math.min(width, whole * shareMax)) : width;
            return Math.max(PANEL_WIDTH_MIN, bounded);
        }

        void remember() {
            if (split.getItems().contains(panel) && panel.getWidth() > 0) {
                preferences.put(name + ".width", Long.toString(Math.round(panel.getWidth())));
            }
        }
    }
}

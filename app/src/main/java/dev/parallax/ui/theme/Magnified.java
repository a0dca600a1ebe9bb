package dev.parallax.ui.theme;

import static dev.parallax.ui.messages.Messages.text;

import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Shows its content at a text size, everything in proportion: letters, icons, distances, painted cards. Where the
/// window
/// becomes too small for that, it can be scrolled, and what has the focus is scrolled to. FX thread only.
public final class Magnified extends Region {
    /// In usual pixels: with less, panels would cut their content off.
    private static final double WIDTH_MIN = 1_000;

    private static final double HEIGHT_MIN = 600;

    private static final double BAR = 12;

    private final Region content;
    private final TextSize size;
    private final Scale scale = new Scale();
    private final ScrollBar across = new ScrollBar();
    private final ScrollBar down = new ScrollBar();
    private final Subscription resizing;

    public Magnified(Region content, TextSize size) {
        this.content = content;
        this.size = size;
        content.getTransforms().add(scale);
        content.setManaged(false);
        down.setOrientation(Orientation.VERTICAL);
        across.setAccessibleText(text("scroll.across"));
        down.setAccessibleText(text("scroll.down"));
        across.setId("scroll-across");
        down.setId("scroll-down");
        for (ScrollBar bar : new ScrollBar[] {across, down}) {
            bar.setManaged(false);
            bar.setFocusTraversable(false);
            bar.valueProperty().subscribe(this::requestLayout);
        }
        getChildren().addAll(content, across, down);
        resizing = size.percentProperty().subscribe(this::requestLayout);
        sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(this::reveal);
    }

    /// Follows the text size no longer, which outlives what is shown.
    public void close() {
        resizing.unsubscribe();
    }

    @Override
    protected void layoutChildren() {
        double factor = size.factor();
        double minWidth = Math.max(WIDTH_MIN, content.minWidth(-1)) * factor;
        double minHeight = HEIGHT_MIN * factor;
        boolean isNarrow = factor > 1 && getWidth() < minWidth;
        boolean isLow = factor > 1 && getHeight() < minHeight;
        double width = getWidth() - (isLow ? BAR : 0);
        double height = getHeight() - (isNarrow ? BAR : 0);
        double shownWidth = isNarrow ? minWidth : width;
        double shownHeight = isLow ? minHeight : height;
        scale.setX(factor);
        scale.setY(factor);
        place(across, isNarrow, shownWidth, width);
        place(down, isLow, shownHeight, height);
        across.resizeRelocate(0, getHeight() - BAR, width, BAR);
        down.resizeRelocate(getWidth() - BAR, 0, BAR, height);
        content.resizeRelocate(
                snapPositionX(-across.getValue()),
                snapPositionY(-down.getValue()),
                shownWidth / factor,
                shownHeight / factor);
    }

    private static void place(ScrollBar bar, boolean isNeeded, double whole, double visible) {
        double range = isNeeded ? Math.max(0, whole - visible) : 0;
        bar.setVisible(isNeeded);
        bar.setMax(range);
        bar.setVisibleAmount(range * visible / whole);
        bar.setBlockIncrement(visible * 0.9);
        bar.setUnitIncrement(40);
        bar.setValue(Math.clamp(bar.getValue(), 0, range));
    }

    /// Scrolls as little as it takes to show what has the focus.
    private void reveal(@Nullable Node focused) {
        if (focused == null || (!across.isVisible() && !down.isVisible())) {
            return;
        }
        Bounds there = sceneToLocal(focused.localToScene(focused.getLayoutBounds()));
        reveal(across, there.getMinX(), there.getMaxX(), getWidth() - BAR);
        reveal(down, there.getMinY(), there.getMaxY(), getHeight() - BAR);
    }

    private static void reveal(ScrollBar bar, double from, double until, double visible) {
        if (bar.isVisible() && until - from < visible) {
            double by = from < 0 ? from : Math.max(0, until - visible);
            bar.setValue(Math.clamp(bar.getValue() + by, 0, bar.getMax()));
        }
    }
}

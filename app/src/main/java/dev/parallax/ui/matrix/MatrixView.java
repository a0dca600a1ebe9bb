package dev.parallax.ui.matrix;

import dev.parallax.ui.matrix.MatrixPainter.Look;
import dev.parallax.ui.selection.Picks;
import dev.parallax.ui.tableau.Arrangement;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.Palette;
import dev.parallax.ui.tableau.PixelView;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauStyle;
import dev.parallax.ui.tableau.Tint;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// Clients against posts as a control. What changes marks it; [#refresh], called with each pulse, paints it if it is
/// marked. FX thread only.
public final class MatrixView extends Region {
    private static final double FOCUS_WIDTH = 2;
    private static final double MIN_SIZE = 120;

    /// What is at a point: a cell, a client's name, a post's title, or nothing.
    public record Place(@Nullable Integer client, @Nullable Long post) {
        static final Place NONE = new Place(null, null);
    }

    private final MatrixModel model = new MatrixModel();
    private final PixelView pixels = new PixelView();
    private final ScrollBar across = new ScrollBar();
    private final ScrollBar down = new ScrollBar();
    private final Rectangle focusRing = new Rectangle();
    private final ObservableValue<Palette> palette;
    private final ReadOnlyStringWrapper hoverText = new ReadOnlyStringWrapper(this, "hoverText", "");
    private Consumer<Picks> onSelect = picks -> {};
    private MatrixLayout layout;
    private @Nullable Integer size;
    private int scrollX;
    private int scrollY;
    private Place hovered = Place.NONE;
    private Picks selected = Picks.NONE;
    private boolean dirty = true;

    /// @param palette usually the tableau's
    public MatrixView(ObservableValue<Palette> palette) {
        this.palette = palette;
        layout = MatrixLayout.of(new MatrixLayout.Request(1, 1, 1, null), model.groups(), 0);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setFocusTraversable(true);
        setMinSize(MIN_SIZE, MIN_SIZE);
        getStyleClass().add("matrix");
        across.setOrientation(Orientation.HORIZONTAL);
        down.setOrientation(Orientation.VERTICAL);
        for (ScrollBar bar : new ScrollBar[] {across, down}) {
            bar.setManaged(false);
            bar.setFocusTraversable(false);
        }
        across.setAccessibleText(MatrixWords.accessible(model, null, null));
        down.setAccessibleText(MatrixWords.accessible(model, null, null));
        across.valueProperty().addListener((ignored, before, after) -> scrollTo(after.intValue(), scrollY));
        down.valueProperty().addListener((ignored, before, after) -> scrollTo(scrollX, after.intValue()));
        focusRing.setManaged(false);
        focusRing.setMouseTransparent(true);
        focusRing.setFill(null);
        focusRing.setStrokeWidth(FOCUS_WIDTH);
        focusRing.visibleProperty().bind(focusVisibleProperty());
        getChildren().addAll(pixels, across, down, focusRing);
        palette.subscribe(colours -> {
            focusRing.setStroke(TableauStyle.color(colours.get(Tint.SELECTION)));
            dirty = true;
        });
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::renderScaleXProperty)
                .addListener(ignored -> requestLayout());
        describe();
        new MatrixInput(this).install();
    }

    MatrixModel model() {
        return model;
    }

    /// Takes the newest frame.
    public void show(TableauFrame frame) {
        if (model.show(frame)) {
            relayout();
        }
        describe();
        dirty = true;
    }

    void permit(Permits permits) {
        if (model.permit(permits)) {
            relayout();
        }
        describe();
        dirty = true;
    }

    /// Shows which cells would come and go.
    public void showGhosts(Ghosts ghosts) {
        if (model.ghosts(ghosts)) {
            relayout();
        }
        dirty = true;
    }

    /// Orders the lines.
    public void arrange(Arrangement arrangement) {
        model.arrange(arrangement);
        relayout();
        describe();
    }

    /// Is told what a person selects.
    public void onSelect(Consumer<Picks> listener) {
        onSelect = listener;
    }

    /// Marks clients and posts as selected.
    public void select(Picks picks) {
        selected = picks;
        describe();
        dirty = true;
    }

    Picks selected() {
        return selected;
    }

    void choose(Picks picks) {
        onSelect.accept(picks);
        reveal();
    }

    /// Scrolls as little as possible to show the selected cell.
    private void reveal() {
        int line = model.lineOf(selectedClient());
        int column = model.columnOf(selectedPost());
        int toX = scrollX;
        int toY = scrollY;
        if (column >= 0) {
            int x = column * layout.cellWidth();
            int room = layout.request().width() - layout.left();
            toX = Math.clamp(toX, Math.min(x, Math.max(0, x + layout.cellWidth() - room)), x);
        }
        if (line >= 0) {
            int y = layout.topOf(line);
            int room = layout.request().height() - layout.top();
            toY = Math.clamp(toY, Math.min(y, Math.max(0, y + layout.cellHeight() - room)), y);
        }
        scrollTo(toX, toY);
    }

    void hover(Place place) {
        if (!place.equals(hovered)) {
            hovered = place;
            describe();
            dirty = true;
        }
    }

    private @Nullable CardView card(@Nullable Integer client) {
        int line = model.lineOf(client);
        return line < 0 ? null : model.order().get(line).card();
    }

    private @Nullable Integer selectedClient() {
        return selected.clients().isEmpty() ? null : (Integer) selected.client();
    }

    private @Nullable Long selectedPost() {
        return selected.posts().isEmpty() ? null : (Long) selected.post();
    }

    private void describe() {
        hoverText.set(MatrixWords.hover(model, card(hovered.client()), hovered.post()));
        String text = MatrixWords.accessible(model, card(selectedClient()), selectedPost());
        if (!Objects.equals(text, getAccessibleText())) {
            setAccessibleText(text);
        }
    }

    /// A sentence about what is under the pointer; empty for nothing.
    public ReadOnlyStringProperty hoverTextProperty() {
        return hoverText.getReadOnlyProperty();
    }

    /// One size larger.
    public void zoomIn() {
        int side = side();
        resize(MatrixLayout.SIZES.stream()
                .filter(each -> each > side)
                .findFirst()
                .orElse(MatrixLayout.SIZES.getLast()));
    }

    /// One size smaller.
    public void zoomOut() {
        int side = side();
        resize(MatrixLayout.SIZES.reversed().stream()
                .filter(each -> each < side)
                .findFirst()
                .orElse(MatrixLayout.SIZES.getFirst()));
    }

    /// All clients and posts in the window, as far as cells that can be seen allow.
    public void zoomToFit() {
        resize(null);
    }

    private int side() {
        return (int) (Math.min(layout.cellWidth(), layout.cellHeight()) / renderScale());
    }

    private void resize(@Nullable Integer next) {
        size = next;
        relayout();
        reveal();
    }

    void scrollBy(double x, double y) {
        scrollTo((int) Math.round(scrollX + x * renderScale()), (int) Math.round(scrollY + y * renderScale()));
    }

    private void scrollTo(int x, int y) {
        int nextX = Math.clamp(x, 0, layout.scrollXMax());
        int nextY = Math.clamp(y, 0, layout.scrollYMax());
        if (nextX != scrollX || nextY != scrollY) {
            scrollX = nextX;
            scrollY = nextY;
            dirty = true;
        }
        across.setValue(scrollX);
        down.setValue(scrollY);
    }

    private void relayout() {
        double scale = renderScale();
        int width = Math.max(1, (int) Math.round(getWidth() * scale));
        int height = Math.max(1, (int) Math.round(getHeight() * scale));
        layout = MatrixLayout.of(
                new MatrixLayout.Request(width, height, scale, size),
                model.groups(),
                model.columns().size());
        bar(across, layout.scrollXMax(), width);
        bar(down, layout.scrollYMax(), height);
        scrollTo(scrollX, scrollY);
        dirty = true;
    }

    private static void bar(ScrollBar bar, int max, int shown) {
        bar.setVisible(max > 0);
        bar.setMax(max);
        bar.setVisibleAmount((double) max * shown / Math.max(1, max + shown));
        bar.setBlockIncrement(shown * 0.8);
        bar.setUnitIncrement(24);
    }

    /// Paints, if there is anything new. Called with each pulse while it shows.
    public void refresh() {
        if (dirty && pixels.surface().width() > 1) {
            dirty = false;
            MatrixPainter.paint(model, layout, pixels.surface(), palette.getValue(), look());
            pixels.update(0, 0, pixels.surface().width(), pixels.surface().height());
        }
    }

    private Look look() {
        return new Look(
                scrollX,
                scrollY,
                model.lineOf(hovered.client()),
                model.columnOf(hovered.post()),
                model.lineOf(selectedClient()),
                model.columnOf(selectedPost()),
                selected);
    }

    /// What is at a point of this control.
    public Place placeAt(double atX, double atY) {
        int x = (int) (atX * renderScale());
        int y = (int) (atY * renderScale());
        int line = y < layout.top() ? -1 : layout.lineAt(y - layout.top() + scrollY);
        int column = x < layout.left() ? -1 : layout.columnAt(x - layout.left() + scrollX);
        boolean overLine = line >= 0 && (x < layout.left() || column >= 0);
        boolean overColumn = column >= 0 && (y < layout.top() || line >= 0);
        return new Place(
                overLine ? (Integer) model.order().get(line).card().number() : null,
                overColumn ? model.columns().get(column) : null);
    }

    /// The middle of a client's and a post's cell in this control, whether or not it is in the window now.
    public Point2D middleOf(int client, long post) {
        int line = model.lineOf(client);
        int column = model.columnOf(post);
        double x = layout.left() + (column + 0.5) * layout.cellWidth() - scrollX;
        double y = layout.top() + layout.topOf(Math.max(0, line)) + layout.cellHeight() / 2.0 - scrollY;
        return new Point2D(x / renderScale(), y / renderScale());
    }

    /// Whether a client holds a post.
    public boolean isHeld(int client, long post) {
        CardView card = card(client);
        return card != null && model.state(card, post).isHeld();
    }

    /// What a cell says: the sentence for the pointer and for a screen reader.
    public String sentence(int client, long post) {
        return MatrixWords.hover(model, card(client), post);
    }

    /// Lines that a page has.
    int pageLines() {
        return Math.max(1, (layout.request().height() - layout.top()) / layout.cellHeight());
    }

    /// Device pixels in one of this control's, which may be shown magnified.
    double renderScale() {
        Window window = getScene() == null ? null : getScene().getWindow();
        double magnified = getLocalToSceneTransform().getMxx();
        return (window == null ? 1 : window.getRenderScaleX()) * (magnified > 0 ? magnified : 1);
    }

    @Override
    protected void layoutChildren() {
        double scale = renderScale();
        pixels.resize(
                Math.max(1, (int) Math.round(getWidth() * scale)),
                Math.max(1, (int) Math.round(getHeight() * scale)),
                scale);
        across.resizeRelocate(
                0,
                getHeight() - MatrixLayout.SCROLL_BAR,
                getWidth() - MatrixLayout.SCROLL_BAR,
                MatrixLayout.SCROLL_BAR);
        down.resizeRelocate(getWidth() - MatrixLayout.SCROLL_BAR, 0, MatrixLayout.SCROLL_BAR, getHeight());
        focusRing.setX(FOCUS_WIDTH / 2);
        focusRing.setY(FOCUS_WIDTH / 2);
        focusRing.setWidth(Math.max(0, getWidth() - FOCUS_WIDTH));
        focusRing.setHeight(Math.max(0, getHeight() - FOCUS_WIDTH));
        relayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        return 900;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 700;
    }
}

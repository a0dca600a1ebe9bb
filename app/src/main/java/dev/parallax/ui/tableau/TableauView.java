package dev.parallax.ui.tableau;

import dev.parallax.ui.selection.Picks;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javafx.animation.AnimationTimer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The tableau as a control: takes a frame whenever there is a new one, and draws the newest once per pulse.
/// Between changes, and when no flash is on its way, it does nothing.
///
/// Style class `tableau`; colours by the CSS properties of [Tint], light or dark by `-tableau-dark`. FX thread
/// only.
public final class TableauView extends Region {
    private static final double SCROLL_BAR_WIDTH = 11;
    private static final double FOCUS_WIDTH = 2;
    private static final double MIN_SIZE = 120;

    private final TableauModel model = new TableauModel();
    private final TableauPainter painter = new TableauPainter();
    private final PixelView pixels = new PixelView();
    private final ScrollBar scrollBar = new ScrollBar();
    private final TableauNotice notice = new TableauNotice();
    private final Rectangle focusRing = new Rectangle();
    private final TableauStyle style = new TableauStyle(this, this::onColoursChanged);
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.LIGHT);
    private final ObjectProperty<Picks> picks = new SimpleObjectProperty<>(this, "picks", Picks.NONE);
    private final ObjectProperty<@Nullable Integer> selectedClient = new SimpleObjectProperty<>(this, "selectedClient");
    private final ObjectProperty<@Nullable Long> selectedPost = new SimpleObjectProperty<>(this, "selectedPost");
    private final ReadOnlyObjectWrapper<@Nullable Long> hoveredPost = new ReadOnlyObjectWrapper<>(this, "hoveredPost");
    private final ReadOnlyStringWrapper hoverText = new ReadOnlyStringWrapper(this, "hoverText", "");
    private final ObjectProperty<@Nullable ZoomLevel> zoom = new SimpleObjectProperty<>(this, "zoom");
    private final ObjectProperty<GroupBy> groupBy = new SimpleObjectProperty<>(this, "groupBy", GroupBy.NONE);
    private final ObjectProperty<SortBy> sortBy = new SimpleObjectProperty<>(this, "sortBy", SortBy.NUMBER);
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final TableauInput input = new TableauInput(this, model);
    private Consumer<Drop> dropHandler = ignored -> {};
    private Function<Hit, @Nullable ContextMenu> contextMenu = ignored -> null;
    private LongConsumer paintListener = ignored -> {};
    private @Nullable TableauFrame next;
    private boolean pulsing;

    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            onPulse(now);
        }
    };

    public TableauView() {
        getStyleClass().add("tableau");
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleText(TableauSummary.accessible(model));
        setFocusTraversable(true);
        setMinSize(MIN_SIZE, MIN_SIZE);
        scrollBar.setOrientation(Orientation.VERTICAL);
        scrollBar.setManaged(false);
        scrollBar.setFocusTraversable(false);
        scrollBar.setAccessibleText(TableauWords.text("tableau.title"));
        scrollBar.valueProperty().addListener((ignored, before, after) -> scrollTo(after.intValue()));
        focusRing.setManaged(false);
        focusRing.setMouseTransparent(true);
        focusRing.setFill(null);
        focusRing.setStrokeWidth(FOCUS_WIDTH);
        focusRing.visibleProperty().bind(focusVisibleProperty());
        getChildren().addAll(pixels, notice, scrollBar, focusRing);
        picks.addListener((ignored, before, after) -> onPicks(before, after));
        selectedClient.addListener((ignored, before, after) -> leadClient(after == null ? 0 : after));
        selectedPost.addListener((ignored, before, after) -> leadPost(after == null ? 0 : after));
        zoom.addListener((ignored, before, after) -> onZoom(after));
        groupBy.addListener(ignored -> onArrangement());
        sortBy.addListener(ignored -> onArrangement());
        filter.addListener(ignored -> onArrangement());
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::renderScaleXProperty)
                .addListener(ignored -> requestLayout());
        input.install();
        onColoursChanged();
    }

    /// Takes the newest state of all clients; drawn at the next pulse, unless a newer one comes before.
    public void show(TableauFrame frame) {
        next = frame;
        wake();
    }

    /// Shows which cells would come and go; [Ghosts#NONE] to end it.
    public void showGhosts(Ghosts ghosts) {
        model.ghosts(ghosts);
        updateScrollBar();
        wake();
    }

    /// All cards as they are now, at this zoom and in these colours, also those that one has to scroll to, as wide as
    /// the place that the tableau has or would have. Nothing is painted yet.
    ///
    /// @param scale device pixels in a logical one
    public TableauPicture picture(double scale) {
        // While another view has the place, this one has no size of its own.
        Region place = !isManaged() && getParent() instanceof Region pane ? pane : this;
        double across = Math.max(MIN_SIZE, place.getWidth());
        double down = Math.max(MIN_SIZE, place.getHeight());
        double here = renderScale();
        ZoomLevel level = isManaged() && pixels.surface().width() > 1
                ? model.layout().level()
                : model.layoutFor(pixels(across, here), pixels(down, here), here, model.zoom())
                        .level();
        int height = pixels(down, scale);
        return new TableauPicture(
                model, model.layoutFor(pixels(across, scale), height, scale, level), height, palette.get());
    }

    private static int pixels(double logical, double scale) {
        return Math.max(1, (int) Math.round(logical * scale));
    }

    /// What is drawn.
    public TableauFrame frame() {
        return model.frame();
    }

    /// One drain: takes the newest frame, moves flashes on, paints what is dirty.
    void onPulse(long now) {
        if (next != null) {
            model.show(next, now);
            next = null;
            onContent();
        }
        boolean moving = model.advance(now);
        // While another view has its place it only keeps up with what is to be shown.
        if (isVisible() && model.isDirty() && pixels.surface().width() > 1) {
            long start = System.nanoTime();
            TableauPainter.Damage damage = painter.paint(model, pixels.surface(), palette.get(), now);
            if (!damage.isEmpty()) {
                pixels.update(damage.x(), damage.y(), damage.width(), damage.height());
            }
            paintListener.accept(System.nanoTime() - start);
        } else if (!moving) {
            pulsing = false;
            pulse.stop();
        }
    }

    /// Draws at the next pulse.
    void wake() {
        if (!pulsing) {
            pulsing = true;
            pulse.start();
        }
    }

    private void onContent() {
        notice.update(model.frame(), model.order().size(), palette.get());
        updateScrollBar();
        describe();
    }

    private void describe() {
        Long post = hoveredPost.get();
        hoverText.set(post == null ? "" : TableauSummary.seenBy(model, post));
        String text = TableauSummary.accessible(model);
        if (!text.equals(getAccessibleText())) {
            setAccessibleText(text);
        }
    }

    private void onColoursChanged() {
        palette.set(style.palette());
        model.repaintAll();
        focusRing.setStroke(TableauStyle.color(palette.get().get(Tint.SELECTION)));
        notice.update(model.frame(), model.order().size(), palette.get());
        wake();
    }

    private void onPicks(Picks before, Picks after) {
        model.pick(after);
        selectedPost.set(model.selectedPost());
        selectedClient.set(model.selectedClient());
        int card = before.client() == after.client() ? -1 : model.indexOf(after.client());
        if (card >= 0) {
            model.reveal(card);
            updateScrollBar();
        }
        describe();
        wake();
    }

    private void leadClient(int number) {
        if (number != picks.get().client()) {
            picks.set(picks.get().withClients(Set.of(number), number));
        }
    }

    private void leadPost(long id) {
        if (id != picks.get().post()) {
            picks.set(picks.get().withPosts(Set.of(id), id));
        }
    }

    private void onZoom(@Nullable ZoomLevel level) {
        int anchor = Math.max(0, model.indexOf(selectedClient.get()));
        int before = anchor < model.layout().count() ? model.layout().cardY(anchor) - model.scroll() : 0;
        model.zoom(level);
        if (anchor < model.layout().count()) {
            model.scrollTo(model.layout().cardY(anchor) - before);
        }
        updateScrollBar();
        wake();
    }

    private void onArrangement() {
        model.arrange(new Arrangement(groupBy.get(), sortBy.get(), filter.get()));
        onContent();
        wake();
    }

    /// @param top in device pixels of the content
    void scrollTo(int top) {
        model.scrollTo(top);
        scrollBar.setValue(model.scroll());
        wake();
    }

    private void updateScrollBar() {
        int range = Math.max(
                0, model.layout().contentHeight() - model.layout().request().height());
        scrollBar.setVisible(range > 0);
        scrollBar.setMax(range);
        scrollBar.setVisibleAmount((double) range
                * model.layout().request().height()
                / Math.max(1, model.layout().contentHeight()));
        scrollBar.setUnitIncrement(model.layout().grid().pitchY() / 2.0);
        scrollBar.setBlockIncrement(model.layout().request().height() * 0.9);
        scrollBar.setValue(model.scroll());
    }

    @Override
    protected void layoutChildren() {
        double scale = renderScale();
        int width = Math.max(1, (int) Math.round(getWidth() * scale));
        int height = Math.max(1, (int) Math.round(getHeight() * scale));
        pixels.resize(width, height, scale);
        model.resize(width, height, scale);
        model.repaintAll();
        scrollBar.resizeRelocate(getWidth() - SCROLL_BAR_WIDTH, 0, SCROLL_BAR_WIDTH, getHeight());
        notice.resizeRelocate(0, 0, getWidth(), getHeight());
        focusRing.setX(FOCUS_WIDTH / 2);
        focusRing.setY(FOCUS_WIDTH / 2);
        focusRing.setWidth(Math.max(0, getWidth() - FOCUS_WIDTH));
        focusRing.setHeight(Math.max(0, getHeight() - FOCUS_WIDTH));
        updateScrollBar();
        wake();
    }

    /// Device pixels in one of this control's, which may be shown magnified.
    double renderScale() {
        Window window = getScene() == null ? null : getScene().getWindow();
        double magnified = getLocalToSceneTransform().getMxx();
        return (window == null ? 1 : window.getRenderScaleX()) * (magnified > 0 ? magnified : 1);
    }

    /// What is at a point of this control.
    public Hit hitAt(double x, double y) {
        double scale = renderScale();
        return model.hitAt((int) (x * scale), (int) (y * scale));
    }

    void setHoveredPost(@Nullable Long post) {
        if (!Objects.equals(post, hoveredPost.get())) {
            hoveredPost.set(post);
            model.hover(post);
            describe();
            wake();
        }
    }

    /// One step larger.
    public void zoomIn() {
        zoom.set(model.layout().level().in());
    }

    /// One step smaller.
    public void zoomOut() {
        zoom.set(model.layout().level().out());
    }

    /// Everything in the window.
    public void zoomToFit() {
        zoom.set(null);
    }

    /// Makes the menu for what was clicked; null for none. The client and post are selected first.
    public void setContextMenu(Function<Hit, @Nullable ContextMenu> menu) {
        contextMenu = menu;
    }

    /// The menu for what was clicked; null for none.
    public @Nullable ContextMenu contextMenu(Hit hit) {
        return contextMenu.apply(hit);
    }

    /// Is told of posts that were dragged to another card.
    public void setDropHandler(Consumer<Drop> handler) {
        dropHandler = handler;
    }

    void dropped(Drop drop) {
        dropHandler.accept(drop);
    }

    /// Whether something is being dragged, which Esc ends.
    public boolean isDragging() {
        return input.pointer().isActive();
    }

    void pauseHover() {
        input.pauseHover();
    }

    /// Every post of the leading client, and the next time every client.
    public void selectAll() {
        input.picker().all();
    }

    /// Puts something over the picture.
    void lay(Node node) {
        getChildren().add(node);
    }

    /// Takes it away again.
    void take(Node node) {
        getChildren().remove(node);
    }

    /// Is told the nanoseconds that each round of painting took.
    public void setPaintListener(LongConsumer listener) {
        paintListener = listener;
    }

    /// All that is selected.
    public ObjectProperty<Picks> picksProperty() {
        return picks;
    }

    /// The number of the leading client, or null; setting it selects that client alone.
    public ObjectProperty<@Nullable Integer> selectedClientProperty() {
        return selectedClient;
    }

    /// The id of the leading post, or null; it may be one that the leading client does not hold. Setting it selects
    /// that post alone.
    public ObjectProperty<@Nullable Long> selectedPostProperty() {
        return selectedPost;
    }

    /// The id of the post under the pointer, or null.
    public ReadOnlyObjectProperty<@Nullable Long> hoveredPostProperty() {
        return hoveredPost.getReadOnlyProperty();
    }

    /// "Seen by 7 of 24" while a post is under the pointer, else empty.
    public ReadOnlyStringProperty hoverTextProperty() {
        return hoverText.getReadOnlyProperty();
    }

    /// The zoom level; null fits all cards into the window.
    public ObjectProperty<@Nullable ZoomLevel> zoomProperty() {
        return zoom;
    }

    public ObjectProperty<GroupBy> groupByProperty() {
        return groupBy;
    }

    public ObjectProperty<SortBy> sortByProperty() {
        return sortBy;
    }

    /// Words to look for in clients, else in posts; empty shows everything.
    public StringProperty filterProperty() {
        return filter;
    }

    /// Whether the dark defaults are in use; the CSS property `-tableau-dark`.
    public BooleanProperty darkProperty() {
        return style.dark();
    }

    /// The colours in use.
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    TableauStyle style() {
        return style;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 900;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 700;
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return TableauStyle.metaData();
    }
}

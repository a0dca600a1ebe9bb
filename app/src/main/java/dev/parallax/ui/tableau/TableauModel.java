package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.ui.selection.Picks;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the tableau shows and what of it has to be painted anew: the cards' states, the posts' places, layout,
/// scroll position, hover and selection. Knows no JavaFX and no pixels. Time is handed in, in nanoseconds of
/// any clock.
///
/// Confined to one thread.
final class TableauModel {
    private final Cards cards = new Cards();
    private final PostFields fields = new PostFields();

    private TableauFrame frame = TableauFrame.EMPTY;
    private Arrangement arrangement = Arrangement.DEFAULT;
    private List<CardState> order = List.of();
    private List<TableauLayout.Request.Group> groups = List.of();
    private boolean dimsPosts;
    private int width = 1;
    private int height = 1;
    private double scale = 1;
    private @Nullable ZoomLevel zoom;
    private TableauLayout layout;
    private int scroll;
    private @Nullable Long hoveredPost;
    private Picks picks = Picks.NONE;
    private Ghosts ghosts = Ghosts.NONE;
    private boolean dirtyAll = true;

    TableauModel() {
        layout = TableauLayout.of(request());
    }

    /// Takes the newest frame and marks what differs from the one before.
    void show(TableauFrame next, long now) {
        Cards.Difference difference = cards.take(next.cards(), arrangement, now);
        frame = next;
        if (difference.order()) {
            arrange();
        } else if (difference.places()) {
            relayoutForPosts();
        }
    }

    /// Begins with these places of posts, in order; before anything is shown.
    void keepPlaces(long[] ids) {
        cards.slots().begin(ids);
    }

    /// Paints next what begins at this row of the content, with everything of it: for a surface that is a part of the
    /// window.
    void paintFrom(int top) {
        scroll = top;
        dirtyAll = true;
    }

    Arrangement arrangement() {
        return arrangement;
    }

    /// How everything would lie in another window.
    TableauLayout layoutFor(int otherWidth, int otherHeight, double otherScale, @Nullable ZoomLevel level) {
        return TableauLayout.of(new TableauLayout.Request(
                otherWidth, otherHeight, otherScale, level, cards.slots().count(), groups));
    }

    /// Moves flashes on.
    ///
    /// @return whether anything still moves
    boolean advance(long now) {
        if (cards.advance(now)) {
            relayoutForPosts();
        }
        return cards.isMoving();
    }

    void arrange(Arrangement next) {
        if (!next.equals(arrangement)) {
            arrangement = next;
            arrange();
        }
    }

    private void arrange() {
        Arrangement.Result<CardState> result = arrangement.arrange(cards.all(), card -> card.view);
        dimsPosts = result.dimsPosts();
        order = result.groups().stream()
                .flatMap(group -> group.cards().stream())
                .toList();
        groups = result.groups().stream()
                .map(group -> new TableauLayout.Request.Group(
                        group.label(), group.cards().size()))
                .toList();
        relayout();
    }

    /// @param deviceWidth in device pixels
    /// @param deviceScale device pixels in a logical pixel
    void resize(int deviceWidth, int deviceHeight, double deviceScale) {
        if (deviceWidth != width || deviceHeight != height || deviceScale != scale) {
            width = Math.max(1, deviceWidth);
            height = Math.max(1, deviceHeight);
            scale = deviceScale;
            relayout();
        }
    }

    /// @param level null to fit everything into the window
    void zoom(@Nullable ZoomLevel level) {
        if (level != zoom) {
            zoom = level;
            relayout();
        }
    }

    private void relayoutForPosts() {
        layout = TableauLayout.keeping(layout, request());
        scrollTo(scroll);
        dirtyAll = true;
    }

    private TableauLayout.Request request() {
        return new TableauLayout.Request(
                width, height, scale, zoom, cards.slots().count(), groups);
    }

    private void relayout() {
        layout = TableauLayout.of(request());
        scrollTo(scroll);
        dirtyAll = true;
    }

    /// Puts a row of the content at the window's top, as far as there is content.
    void scrollTo(int top) {
        int next = Math.clamp(top, 0, Math.max(0, layout.contentHeight() - height));
        if (next != scroll) {
            scroll = next;
            dirtyAll = true;
        }
    }

    void hover(@Nullable Long post) {
        if (!Objects.equals(post, hoveredPost)) {
            touch(hoveredPost);
            hoveredPost = post;
            touch(post);
        }
    }

    /// Draws these as selected.
    void pick(Picks next) {
        Picks before = picks;
        picks = next;
        Stream.concat(before.posts().stream(), next.posts().stream())
                .filter(id -> before.posts().contains(id) != next.posts().contains(id)
                        || (before.post() == id) != (next.post() == id))
                .forEach(this::touch);
        Stream.concat(before.clients().stream(), next.clients().stream())
                .filter(number ->
                        before.clients().contains(number) != next.clients().contains(number)
                                || (before.client() == number) != (next.client() == number))
                .forEach(this::touchCard);
        if (before.isMany() != next.isMany()) {
            next.clients().forEach(this::touchCard);
        }
    }

    /// Cells that would come and go; they stay until told otherwise.
    void ghosts(Ghosts next) {
        if (!next.equals(ghosts)) {
            ghosts.cards().keySet().forEach(this::touchCard);
            ghosts = next;
            next.cards().keySet().forEach(this::touchCard);
            if (cards.expect(next.gained())) {
                relayoutForPosts();
            }
        }
    }

    Ghosts ghosts() {
        return ghosts;
    }

    void repaintAll() {
        dirtyAll = true;
    }

    private void touch(@Nullable Long post) {
        int slot = post == null ? -1 : cards.slots().slotOf(post);
        if (slot >= 0) {
            order.forEach(state -> state.dirty.set(slot));
        }
    }

    private void touchCard(@Nullable Integer client) {
        CardState state = state(client);
        if (state != null) {
            state.dirtyAll = true;
        }
    }

    /// What is at a point of the window, in device pixels.
    Hit hitAt(int x, int y) {
        int card = layout.cardAt(x, y + scroll);
        if (card < 0) {
            return Hit.NOTHING;
        }
        CardState state = order.get(card);
        int slot = layout.slotAt(card, x, y + scroll);
        return slot < 0
                ? new Hit.Card(state.view.number())
                : new Hit.Cell(state.view.number(), cards.slots().id(slot), state.held(slot) != null);
    }

    /// The clients of which any part lies in an area of the content, in drawing order.
    List<Integer> clientsIn(TableauLayout.Area area) {
        return IntStream.range(0, order.size())
                .filter(card -> layout.isCardIn(card, area))
                .mapToObj(card -> order.get(card).view.number())
                .toList();
    }

    /// The posts that a client holds in an area of the content, in drawing order.
    List<Long> postsIn(int client, TableauLayout.Area area) {
        CardState state = state(client);
        int card = indexOf(client);
        return state == null || card < 0
                ? List.of()
                : IntStream.range(0, slots().count())
                        .filter(slot -> state.held(slot) != null && layout.isSlotIn(card, slot, area))
                        .mapToObj(slot -> slots().id(slot))
                        .filter(id -> id > 0)
                        .toList();
    }

    /// The place of a client among the cards that show, or -1.
    int indexOf(@Nullable Integer client) {
        for (int index = 0; index < order.size(); index++) {
            if (client != null && order.get(index).view.number() == client) {
                return index;
            }
        }
        return -1;
    }

    /// Scrolls as little as possible to show a card whole.
    void reveal(int card) {
        int top = layout.cardY(card) - Grid.pixels(TableauLayout.MARGIN, scale);
        int bottom = layout.cardY(card) + layout.grid().cardHeight() + Grid.pixels(TableauLayout.MARGIN, scale);
        if (top < scroll) {
            scrollTo(top);
        } else if (bottom > scroll + height) {
            scrollTo(bottom - height);
        }
    }

    /// Whether a cell stands back because the filter looks for other posts.
    boolean isDimmed(Row row) {
        return dimsPosts && !arrangement.matches(fields.title(row));
    }

    /// Whether everything has to be painted; asking takes it back.
    boolean takeDirtyAll() {
        boolean result = dirtyAll;
        dirtyAll = false;
        return result;
    }

    boolean isDirty() {
        return dirtyAll || order.stream().anyMatch(state -> state.dirtyAll || !state.dirty.isEmpty());
    }

    TableauFrame frame() {
        return frame;
    }

    Slots slots() {
        return cards.slots();
    }

    Holders holders() {
        return cards.holders();
    }

    PostFields fields() {
        return fields;
    }

    TableauLayout layout() {
        return layout;
    }

    List<CardState> order() {
        return order;
    }

    @Nullable
    CardState state(@Nullable Integer client) {
        return client == null ? null : cards.get(client);
    }

    int scroll() {
        return scroll;
    }

    @Nullable
    ZoomLevel zoom() {
        return zoom;
    }

    @Nullable
    Long hoveredPost() {
        return hoveredPost;
    }

    Picks picks() {
        return picks;
    }

    /// The leading client, or null.
    @Nullable
    Integer selectedClient() {
        return picks.client() > 0 ? (Integer) picks.client() : null;
    }

    /// The leading post, or null.
    @Nullable
    Long selectedPost() {
        return picks.post() > 0 ? (Long) picks.post() : null;
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the tableau shows and what of it has to be painted anew: the cards' states, the posts' places, layout, scroll
/// position, hover and selection. Knows no JavaFX and no pixels. Time is handed in, in nanoseconds of any clock.
///
/// Confined to one thread.
final class TableauModel {
    private final Map<Integer, CardState> states = new HashMap<>();
    private final Slots slots = new Slots();
    private final Holders holders = new Holders();
    private final PostFields fields = new PostFields();
    private final Set<CardState> moving = new HashSet<>();

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
    private @Nullable Integer selectedClient;
    private @Nullable Long selectedPost;
    private boolean dirtyAll = true;

    TableauModel() {
        layout = TableauLayout.of(request());
    }

    /// Takes the newest frame and marks what differs from the one before.
    @SuppressWarnings("ReferenceEquality") // the same view saves the comparison, nothing else
    void show(TableauFrame next, long now) {
        boolean members = false;
        boolean moves = false;
        Set<Integer> present = new HashSet<>(next.cards().size() * 2);
        List<CardView> changed = new ArrayList<>();
        boolean settled = isSettled();
        for (CardView view : next.cards()) {
            present.add(view.number());
            CardState state = states.get(view.number());
            if (state == null) {
                CardView blank = blank(view);
                state = new CardState(blank);
                state.place(slots, new long[0]);
                states.put(view.number(), state);
                members = true;
            }
            if (state.view != view) {
                moves |= arrangement.dependsOn(state.view, view);
                count(state, view);
                changed.add(view);
            }
        }
        if (states.size() > present.size()) {
            states.values().removeIf(state -> !present.contains(state.view.number()) && forget(state));
            members = true;
        }
        boolean places = refreshSlots(settled);
        for (CardView view : changed) {
            CardState state = Objects.requireNonNull(states.get(view.number()));
            state.apply(view, slots, now, state.view.version() == 0);
            if (!state.flashing.isEmpty()) {
                moving.add(state);
            }
        }
        frame = next;
        if (members || moves) {
            arrange();
        } else if (places) {
            relayoutForPosts();
        }
    }

    /// Moves flashes on.
    ///
    /// @return whether anything still moves
    boolean advance(long now) {
        moving.removeIf(state -> {
            state.advance(now).forEach(holders::faded);
            return state.flashing.isEmpty();
        });
        if (refreshSlots(true)) {
            relayoutForPosts();
        }
        return !moving.isEmpty();
    }

    private void count(CardState state, CardView next) {
        RowDiff.walk(state.view.posts(), next.posts(), new RowDiff() {
            @Override
            public void left(Row row) {
                holders.fade(row.id());
                holders.letGo(row.id());
            }

            @Override
            public void arrived(Row row) {
                holders.hold(row.id());
                int slot = slots.slotOf(row.id());
                if (slot >= 0 && state.flashes[slot] == Flash.LEFT) {
                    holders.faded(row.id());
                }
            }

            @Override
            public void changed(Row row) {}
        });
    }

    private boolean forget(CardState state) {
        state.view.posts().forEach(row -> holders.letGo(row.id()));
        state.flashing.stream()
                .filter(slot -> state.flashes[slot] == Flash.LEFT)
                .forEach(slot -> holders.faded(slots.id(slot)));
        moving.remove(state);
        return true;
    }

    /// Until most clients have loaded, posts still come in any order and may move to their places.
    private boolean isSettled() {
        int loaded = 0;
        for (CardState state : states.values()) {
            loaded += state.view.version() > 0 ? 1 : 0;
        }
        return loaded > 0 && loaded * 2 >= states.size();
    }

    private boolean refreshSlots(boolean settled) {
        if (!holders.takeChanged()) {
            return false;
        }
        long[] before = new long[slots.count()];
        for (int slot = 0; slot < before.length; slot++) {
            before[slot] = slots.id(slot);
        }
        if (!slots.update(holders.known(), settled)) {
            return false;
        }
        states.values().forEach(state -> state.place(slots, before));
        return true;
    }

    private static CardView blank(CardView view) {
        return new CardView(
                view.number(),
                view.name(),
                view.userId(),
                view.role(),
                view.workspaces(),
                view.dialect(),
                Status.CONNECTING,
                "",
                0,
                List.of(),
                CardMarks.NONE);
    }

    void arrange(Arrangement next) {
        if (!next.equals(arrangement)) {
            arrangement = next;
            arrange();
        }
    }

    private void arrange() {
        Arrangement.Result result = arrangement.arrange(List.copyOf(states.values()));
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
        return new TableauLayout.Request(width, height, scale, zoom, slots.count(), groups);
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

    void select(@Nullable Integer client, @Nullable Long post) {
        if (!Objects.equals(client, selectedClient) || !Objects.equals(post, selectedPost)) {
            touch(selectedPost);
            touchCard(selectedClient);
            selectedClient = client;
            selectedPost = post;
            touch(post);
            touchCard(client);
        }
    }

    void repaintAll() {
        dirtyAll = true;
    }

    private void touch(@Nullable Long post) {
        int slot = post == null ? -1 : slots.slotOf(post);
        if (slot >= 0) {
            order.forEach(state -> state.dirty.set(slot));
        }
    }

    private void touchCard(@Nullable Integer client) {
        CardState state = client == null ? null : states.get(client);
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
                : new Hit.Cell(state.view.number(), slots.id(slot), state.held(slot) != null);
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
        return slots;
    }

    Holders holders() {
        return holders;
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
        return client == null ? null : states.get(client);
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

    @Nullable
    Integer selectedClient() {
        return selectedClient;
    }

    @Nullable
    Long selectedPost() {
        return selectedPost;
    }
}

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

/// The states of all cards, the places of all posts, and who holds which: what a frame changes. Confined to the
/// thread of its model.
final class Cards {
    /// What a frame changed beyond single cells.
    ///
    /// @param order cards came, went, or may have to move
    /// @param places a place belongs to another post, or there are more or fewer
    record Difference(boolean order, boolean places) {}

    private final Map<Integer, CardState> states = new HashMap<>();
    private final Slots slots = new Slots();
    private final Holders holders = new Holders();
    private final Set<CardState> moving = new HashSet<>();

    /// Takes the newest view of every client and marks what differs from the one before.
    @SuppressWarnings("ReferenceEquality") // the same view saves the comparison, nothing else
    Difference take(List<CardView> views, Arrangement arrangement, long now) {
        boolean order = false;
        boolean settled = isSettled();
        Set<Integer> present = new HashSet<>(views.size() * 2);
        List<CardView> changed = new ArrayList<>();
        for (CardView view : views) {
            present.add(view.number());
            CardState state = states.get(view.number());
            if (state == null) {
                state = new CardState(blank(view));
                state.place(slots, new long[0]);
                states.put(view.number(), state);
                order = true;
            }
            if (state.view != view) {
                order |= arrangement.dependsOn(state.view, view);
                count(state, view);
                changed.add(view);
            }
        }
        if (states.size() > present.size()) {
            states.values().removeIf(state -> !present.contains(state.view.number()) && forget(state));
            order = true;
        }
        boolean places = refreshSlots(settled);
        for (CardView view : changed) {
            CardState state = Objects.requireNonNull(states.get(view.number()));
            state.apply(view, slots, now, state.view.version() == 0);
            if (!state.flashing.isEmpty()) {
                moving.add(state);
            }
        }
        return new Difference(order, places);
    }

    /// Moves flashes on.
    ///
    /// @return whether the posts' places changed, because one has faded from everywhere
    boolean advance(long now) {
        moving.removeIf(state -> {
            state.advance(now).forEach(holders::faded);
            return state.flashing.isEmpty();
        });
        return refreshSlots(true);
    }

    /// Gives posts places that nobody need hold.
    ///
    /// @return whether the posts' places changed
    boolean expect(Set<Long> posts) {
        holders.expect(posts);
        return refreshSlots(true);
    }

    boolean isMoving() {
        return !moving.isEmpty();
    }

    List<CardState> all() {
        return List.copyOf(states.values());
    }

    @Nullable
    CardState get(int client) {
        return states.get(client);
    }

    Slots slots() {
        return slots;
    }

    Holders holders() {
        return holders;
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
}

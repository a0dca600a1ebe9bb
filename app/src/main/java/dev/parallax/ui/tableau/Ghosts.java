package dev.parallax.ui.tableau;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Cells that would come and go if a policy that is being edited were in force. Immutable.
///
/// @param cards by client; only those of which cells would come or go
public record Ghosts(Map<Integer, OfCard> cards) {
    /// Nothing would change.
    public static final Ghosts NONE = new Ghosts(Map.of());

    private static final OfCard NO_CELLS = new OfCard(Set.of(), Set.of());

    public Ghosts {
        cards = Map.copyOf(cards);
    }

    /// @param gained posts that the client would hold then
    /// @param lost posts that it holds and would not hold then
    public record OfCard(Set<Long> gained, Set<Long> lost) {
        public OfCard {
            gained = Set.copyOf(gained);
            lost = Set.copyOf(lost);
        }
    }

    /// What would come and go on a card.
    public OfCard of(int client) {
        // Asked for every cell that is painted, nearly always without a ghost anywhere.
        return cards.isEmpty() ? NO_CELLS : cards.getOrDefault(client, NO_CELLS);
    }

    /// Every post that anyone would gain: it needs a place, even if nobody holds it now.
    public Set<Long> gained() {
        Set<Long> gained = new HashSet<>();
        cards.values().forEach(card -> gained.addAll(card.gained()));
        return gained;
    }
}

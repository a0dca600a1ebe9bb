package dev.parallax.ui.tableau;

import java.util.List;
import java.util.Map;

/// All clients at one moment, as the tableau takes them once per pulse. Immutable.
///
/// @param cards each client once, in any order
/// @param userNames by user id, as far as known
/// @param adding how many clients are being added in all, 0 if none are
/// @param added how many of these are there already
public record TableauFrame(List<CardView> cards, Map<Long, String> userNames, int adding, int added) {
    /// Before there is anything to show.
    public static final TableauFrame EMPTY = new TableauFrame(List.of(), Map.of(), 0, 0);

    public TableauFrame {
        cards = List.copyOf(cards);
    }

    public static TableauFrame of(List<CardView> cards, Map<Long, String> userNames) {
        return new TableauFrame(cards, userNames, 0, 0);
    }
}

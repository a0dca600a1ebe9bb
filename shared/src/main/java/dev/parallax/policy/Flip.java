package dev.parallax.policy;

import java.util.List;

/// A smallest change that makes a permission say the opposite: none of its steps can be left out. Immutable.
///
/// @param steps what has to be otherwise, all of it
/// @param cost how much it interferes; a smaller one is proposed first
/// @param sentence in words: "publish post 12", "add user 3 to workspace 2"
public record Flip(List<FlipStep> steps, int cost, String sentence) {
    public Flip {
        steps = List.copyOf(steps);
    }
}

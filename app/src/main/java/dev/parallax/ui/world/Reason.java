package dev.parallax.ui.world;

import dev.parallax.policy.Truth;
import java.util.List;

/// One node of a permission as it came out for a row and a session. Immutable.
///
/// @param text the node as the schema writes it
/// @param values the operand values that decided it; empty for And, Or and Not
public record Reason(String text, Truth truth, String values, List<Reason> children) {
    public Reason {
        children = List.copyOf(children);
    }
}

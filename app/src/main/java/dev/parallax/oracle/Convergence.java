package dev.parallax.oracle;

import java.util.List;

/// Whether all clients came to hold exactly the truth. Immutable.
///
/// @param unconverged who did not by the deadline and why, a sentence each; empty if all did
public record Convergence(List<String> unconverged) {
    public Convergence {
        unconverged = List.copyOf(unconverged);
    }

    public boolean reached() {
        return unconverged.isEmpty();
    }
}

package dev.parallax.scenario.expectation;

import java.util.List;

/// Whether all clients hold exactly what they may see. Immutable.
///
/// @param known whether anybody looked
/// @param unconverged who does not, and why, a sentence each
/// @param disturbedMicros when something last happened that clients had to follow
public record Agreement(boolean known, List<String> unconverged, long disturbedMicros) {
    public static final Agreement UNKNOWN = new Agreement(false, List.of(), 0);

    public Agreement {
        unconverged = List.copyOf(unconverged);
    }
}

package dev.parallax.oracle;

import java.util.List;

/// What one look at all clients finds beyond a report. Immutable.
///
/// @param unconverged who does not hold exactly the truth, or waits, and why
/// @param unpermitted what clients hold that they may not see at this moment
/// @param headVersion of the newest change that was looked at
public record Look(List<String> unconverged, List<Held> unpermitted, long headVersion) {
    public Look {
        unconverged = List.copyOf(unconverged);
        unpermitted = List.copyOf(unpermitted);
    }
}

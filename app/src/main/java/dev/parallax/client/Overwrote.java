package dev.parallax.client;

import java.util.List;

/// What an accepted write wrote over without having seen it: somebody's change since the row that the edit was
/// made on. Immutable.
///
/// @param version of that change
/// @param fields that both wrote
public record Overwrote(long version, List<String> fields) {
    public Overwrote {
        fields = List.copyOf(fields);
    }
}

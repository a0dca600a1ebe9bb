package dev.parallax.server.engine;

import dev.parallax.change.Row;
import java.util.List;

/// Rows of a view as they were at one version. Immutable.
///
/// @param version everything up to it is in these rows
/// @param isCut whether there are more rows behind the last
public record Listing(List<Row> rows, long version, boolean isCut) {
    public Listing {
        rows = List.copyOf(rows);
    }
}

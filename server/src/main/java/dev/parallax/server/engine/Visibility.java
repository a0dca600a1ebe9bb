package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which rows of a record there are and who may see which, from one state of the database. Immutable.
///
/// @param version the state is exactly that after every change up to it
/// @param rows by id, the first of them if there are more than were asked for
/// @param visible of each session that was asked about the ids of those of them that SQL says it may see
/// @param isCut whether there are more rows
public record Visibility(long version, List<Row> rows, Map<SessionValues, Set<Long>> visible, boolean isCut) {
    public Visibility {
        rows = List.copyOf(rows);
        visible = Map.copyOf(visible);
    }
}

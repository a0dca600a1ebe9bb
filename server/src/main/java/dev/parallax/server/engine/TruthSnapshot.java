package dev.parallax.server.engine;

import dev.parallax.change.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What SQL says that a session may see, from one state of the database. Immutable.
///
/// @param version the state is exactly that after every change up to it
/// @param tables of every record the visible rows, by id
public record TruthSnapshot(long version, Map<String, List<Row>> tables) {
    public TruthSnapshot {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }
}

package dev.parallax.server.store;

import dev.parallax.change.Row;
import java.util.List;
import java.util.Map;

/// All that a database knows of its rows and their past, in one state: enough to make another database that goes on
/// from
/// there, with the same ids, versions and hashes. Sessions, outcomes of requests and the clients of the changelog
/// dialect are not in it: they belong to the server that gave the secrets. Immutable.
///
/// @param head where the log stands
/// @param floorHash the chain's hash at the floor, in lower-case hex
/// @param schemas which schema was in force since when, oldest first; at least one
/// @param rows of all records
/// @param lastIds the highest id ever given, by record
/// @param log what is left of the change log, oldest first
public record Contents(
        Head head,
        String floorHash,
        List<SchemaHistory.Entry> schemas,
        List<Row> rows,
        Map<String, Long> lastIds,
        List<StoredChange> log) {
    public Contents {
        schemas = List.copyOf(schemas);
        rows = List.copyOf(rows);
        lastIds = Map.copyOf(lastIds);
        log = List.copyOf(log);
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.store.Migration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What another schema would change, without changing anything. Immutable.
///
/// @param version as of which it was worked out
/// @param impacts for every distinct session, whether anything changes for it or not
/// @param migration what would happen to the rows
/// @param resynchronised records that every client would catch up anew, because the schema would say
///     something else about them
/// @param gained the rows that any session would gain, by record and id; for tools in the same process only
public record SchemaPreview(
        long version,
        List<Impact> impacts,
        Migration migration,
        List<String> resynchronised,
        Map<String, Map<Long, Row>> gained) {
    public SchemaPreview {
        gained = Map.copyOf(gained);
        impacts = List.copyOf(impacts);
        resynchronised = List.copyOf(resynchronised);
    }

    /// What would change for all sessions of equal values.
    ///
    /// @param sessions how many have these values
    /// @param records only those of which rows are gained or lost
    /// @param bytes of rows that each client loads to catch up: of the resynchronised records all that
    ///     it may see then, as JSON in UTF-8
    public record Impact(SessionValues session, int sessions, Map<String, Rows> records, long bytes) {
        public Impact {
            records = Collections.unmodifiableMap(new LinkedHashMap<>(records));
        }
    }

    /// @param gained ids of rows that the session could see then and cannot now
    /// @param lost ids of rows that it can see now and could not then
    public record Rows(List<Long> gained, List<Long> lost) {
        public Rows {
            gained = List.copyOf(gained);
            lost = List.copyOf(lost);
        }
    }
}

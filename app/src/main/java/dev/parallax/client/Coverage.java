package dev.parallax.client;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client claims to hold of all that its session may see. Immutable.
///
/// @param records only rows of these; null for all
/// @param spaces only rows of these spaces; null if the client knows no spaces
public record Coverage(
        @Nullable Set<String> records, @Nullable Spaces spaces) {
    /// Everything.
    public static final Coverage ALL = new Coverage(null, null);

    public Coverage {
        records = records == null ? null : Set.copyOf(records);
    }

    /// @param versions of the spaces that the client follows: up to which each is here
    public record Spaces(Topic topic, Map<Long, Long> versions) {
        public Spaces {
            versions = Map.copyOf(versions);
        }

        /// The spaces that the client follows.
        public Set<Long> open() {
            return versions.keySet();
        }
    }

    public static Coverage ofRecords(Set<String> records) {
        return new Coverage(records, null);
    }

    public static Coverage ofSpaces(Topic topic, Map<Long, Long> versions) {
        return new Coverage(Set.of(topic.record()), new Spaces(topic, versions));
    }

    public boolean covers(String record) {
        return records == null || records.contains(record);
    }
}

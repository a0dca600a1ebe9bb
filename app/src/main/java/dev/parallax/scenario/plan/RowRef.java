package dev.parallax.scenario.plan;

/// A row that a step speaks of. Immutable.
///
/// @param id a number, or `$name` for a row that an earlier step created
public record RowRef(String record, String id) {
    public static RowRef of(String record, long id) {
        return new RowRef(record, Long.toString(id));
    }

    /// `post 12`, as files write it.
    public String text() {
        return record.toLowerCase(java.util.Locale.ROOT) + " " + id;
    }
}

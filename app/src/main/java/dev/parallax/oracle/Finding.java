package dev.parallax.oracle;

/// Something a client holds or lacks wrongly. Immutable.
///
/// @param sentence what is wrong, for a person
public record Finding(int clientNumber, String record, long id, Kind kind, String sentence) {
    public enum Kind {
        /// Held, not permitted.
        LEAK,
        /// Permitted, not held.
        MISSING,
        /// Held with other content than it has.
        STALE
    }
}

package dev.parallax.change;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Versions are `long` microseconds since the epoch: the order of all changes, the cursor, a row's `updatedAt`.
/// This class converts them, and DateTime values, to and from their text: ISO-8601 UTC with six decimals.
public final class Version {
    /// Older than every change.
    public static final long NONE = 0;

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private Version() {}

    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    public static Instant instant(long version) {
        return Instant.ofEpochSecond(Math.floorDiv(version, 1_000_000L), Math.floorMod(version, 1_000_000L) * 1_000L);
    }

    /// ISO-8601 UTC with exactly six decimals.
    public static String text(long version) {
        return text(instant(version));
    }

    /// ISO-8601 UTC with exactly six decimals; digits past the microsecond are cut off.
    public static String text(Instant instant) {
        return TEXT.format(instant);
    }

    /// Parses ISO-8601 with any offset and truncates to microseconds.
    ///
    /// @throws DateTimeException if `text` is no date and time with an offset
    public static Instant parseInstant(String text) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from).truncatedTo(ChronoUnit.MICROS);
    }
}

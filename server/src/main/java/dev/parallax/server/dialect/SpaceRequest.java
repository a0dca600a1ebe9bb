package dev.parallax.server.dialect;

import dev.parallax.change.Version;
import dev.parallax.wire.InvalidJsonException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/// What a client of the space dialect asks for. Immutable.
///
/// @param spaceId as it was written
/// @param record null for the first that has a topic
/// @param since up to which version the client has the space; null for nothing
public record SpaceRequest(
        String spaceId, @Nullable String record, @Nullable Long since) {
    /// @param since ISO-8601 with an offset, or null
    /// @param lastEventId the header, which is newer than `since` where a browser connects again; or null
    /// @throws InvalidJsonException naming what is wrong
    public static SpaceRequest read(
            @Nullable String spaceId, @Nullable String record, @Nullable String since, @Nullable String lastEventId) {
        if (spaceId == null || spaceId.isEmpty()) {
            throw new InvalidJsonException("`spaceId` is missing");
        }
        Long known = EventId.read(lastEventId);
        return new SpaceRequest(spaceId, record, known != null ? known : version(since));
    }

    private static @Nullable Long version(@Nullable String since) {
        if (since == null || since.isBlank()) {
            return null;
        }
        try {
            // An offset's plus that nobody escaped has become a blank.
            long version = Version.of(Version.parseInstant(since.strip().replace(' ', '+')));
            return version <= Version.NONE ? null : version;
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidJsonException(
                    "`since` must be a date and time such as `2026-01-31T12:00:00.000000Z`, as an event's `timestamp`");
        }
    }
}

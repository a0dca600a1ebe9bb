package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// One space that a client follows: its stream, and the reading of all of it where too much was missed. Confined
/// to its client.
final class SpaceFeed {
    /// Events that may wait for the reading; with more, it is read once more.
    private static final int WAITING_LIMIT = 1_000;

    /// What one event says.
    record Delta(TreeMap<Long, Optional<Row>> changes, long version) {}

    private final SpaceRows rows;
    private final long space;
    private final List<Delta> waiting = new ArrayList<>();
    private long stream;
    private long reading;
    private boolean readAgain;
    private boolean caughtUp;

    SpaceFeed(SpaceRows rows, long space) {
        this.rows = rows;
        this.space = space;
    }

    long space() {
        return space;
    }

    long stream() {
        return stream;
    }

    /// A new stream: it begins with what was missed.
    void opened(long number) {
        stream = number;
        caughtUp = false;
    }

    /// Whether the stream has said something since it was opened.
    boolean isCaughtUp() {
        return caughtUp;
    }

    /// Whether everything of this space is here.
    boolean isComplete() {
        return caughtUp && reading == 0;
    }

    boolean isReading(long request) {
        return reading != 0 && reading == request;
    }

    /// The request under way, or 0.
    long reading() {
        return reading;
    }

    void reads(long request) {
        reading = request;
        readAgain = false;
    }

    void event(Delta delta) {
        caughtUp = true;
        if (reading == 0) {
            rows.apply(space, false, delta.changes(), delta.version());
        } else if (waiting.size() >= WAITING_LIMIT) {
            waiting.clear();
            readAgain = true;
        } else {
            waiting.add(delta);
        }
    }

    /// The server says that too much was missed.
    ///
    /// @return whether the space must be read now
    boolean tooMuchMissed() {
        caughtUp = true;
        waiting.clear();
        readAgain = reading != 0;
        return reading == 0;
    }

    /// All of the space is here as of a version; what came meanwhile may be newer. If more was missed since it was
    /// asked for, it counts for nothing.
    ///
    /// @return whether it must be read once more
    boolean read(TreeMap<Long, Optional<Row>> whole, long version) {
        reading = 0;
        if (readAgain) {
            return true;
        }
        rows.apply(space, true, whole, version);
        waiting.stream()
                .filter(delta -> delta.version() > version)
                .forEach(delta -> rows.apply(space, false, delta.changes(), delta.version()));
        waiting.clear();
        return false;
    }

    /// The request is over without an answer.
    void stopReading() {
        reading = 0;
        waiting.clear();
    }
}

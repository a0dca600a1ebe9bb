package dev.parallax.ui.timeline;

/// A line of time on which a long pause is drawn as a short one: between a world's being saved and its being opened
/// again nothing happened. Immutable. Times are microseconds.
///
/// @param end of what happened before the pause
/// @param begin of what happened after it
record TimeAxis(long end, long begin) {
    static final TimeAxis WITHOUT_PAUSE = new TimeAxis(0, 0);
    /// As long as a pause is drawn.
    static final long PAUSE_MICROS = 2_000_000;

    private boolean isPlain() {
        return begin - end <= PAUSE_MICROS;
    }

    /// The place of a time on the line.
    long place(long time) {
        if (isPlain() || time <= end) {
            return time;
        }
        return time < begin
                ? end + (long) ((double) (time - end) / (begin - end) * PAUSE_MICROS)
                : time - (begin - end) + PAUSE_MICROS;
    }

    /// The time at a place of the line.
    long time(long place) {
        if (isPlain() || place <= end) {
            return place;
        }
        return place < end + PAUSE_MICROS
                ? end + (long) ((double) (place - end) / PAUSE_MICROS * (begin - end))
                : place - PAUSE_MICROS + (begin - end);
    }
}

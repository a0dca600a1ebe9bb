package dev.parallax.ui.tableau;

/// What happened to a cell a moment ago.
enum Flash {
    NONE(0),
    ARRIVED(1_400),
    CHANGED(1_400),
    LEFT(900);

    private final long nanos;

    Flash(long millis) {
        this.nanos = millis * 1_000_000;
    }

    /// How much of it is over: 0 just now, 1 and more past.
    double progress(long sinceNanos, long nowNanos) {
        return nanos == 0 ? 1 : Math.max(0, (double) (nowNanos - sinceNanos) / nanos);
    }
}

package dev.parallax.ui.matrix;

/// What a client and a post have to do with each other.
///
/// Only what the oracle found is called wrong: a cache and the answer to what it may see are rarely of the same
/// version, so every other difference is on its way.
enum CellState {
    /// Holds it and may see it.
    BOTH,
    /// Still holds it and may not see it any more; not called wrong by the oracle.
    GOING,
    /// Holds it and must not: a leak.
    LEAK,
    /// May see it and does not have it yet.
    COMING,
    /// May see it, and the oracle says that it should have it.
    MISSING,
    /// May see it and does not ask for it.
    UNFOLLOWED,
    /// Neither.
    NEITHER,
    /// Holds it; whether it may see it is not known.
    HELD,
    /// Does not hold it; whether it may see it is not known.
    NOT_HELD;

    boolean isHeld() {
        return switch (this) {
            case BOTH, GOING, LEAK, HELD -> true;
            case COMING, MISSING, UNFOLLOWED, NEITHER, NOT_HELD -> false;
        };
    }
}

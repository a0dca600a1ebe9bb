package dev.parallax.client;

/// The timers of a client; of each kind at most one runs.
public enum Timer {
    /// The socket must have greeted by then.
    GREETING,
    /// Something must have come by then.
    SILENCE,
    /// The ping must be answered by then.
    PONG,
    /// Connect or catch up again.
    RETRY,
    /// Send the first waiting write again.
    RESEND,
    /// Ask again what no stream tells.
    POLL
}

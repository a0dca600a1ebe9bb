package dev.parallax.client;

/// What a client is doing, as a person may be told.
public enum Status {
    /// No connection yet, or lost and trying again.
    CONNECTING,
    /// Connected, and catching up on what it missed.
    SYNCING,
    /// Up to date and following.
    LIVE,
    /// Cut off on purpose; local edits wait.
    OFFLINE,
    /// The session ended or never was; stops until signed in again.
    AUTH_ERROR,
    /// Lost, or never reached; tries again.
    CONNECTION_ERROR,
    /// The server could not send the data; tries again.
    SYNC_ERROR
}

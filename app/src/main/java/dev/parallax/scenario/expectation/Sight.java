package dev.parallax.scenario.expectation;

/// A client published a new state. Immutable.
///
/// @param micros since the epoch
public record Sight(long micros, ClientView client) {}

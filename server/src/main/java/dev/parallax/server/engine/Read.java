package dev.parallax.server.engine;

/// A checked `get` or `list`. Immutable.
public record Read() implements DbCall {}

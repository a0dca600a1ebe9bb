package dev.parallax.server.engine;

/// A checked transaction: one operation, or a batch that happens whole or not at all. Immutable.
public record Mutation() implements DbCall {}

package dev.parallax.policy;

/// A condition that an index can answer: for the session, the `exists` of this question holds at `key`. Immutable.
///
/// @param question the id of a [LinkQuestion]
/// @param key as [LinkQuestion#key] makes it
public record LinkTerm(String question, Object key) implements AudienceTerm {}

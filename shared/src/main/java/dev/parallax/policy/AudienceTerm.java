package dev.parallax.policy;

/// A condition on sessions that an index can answer: of the session's own values, or of what an `exists` finds for it.
public sealed interface AudienceTerm permits SessionTerm, LinkTerm {}

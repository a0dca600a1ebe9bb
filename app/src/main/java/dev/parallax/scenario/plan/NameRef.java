package dev.parallax.scenario.plan;

/// A value that is the id of a row which an earlier step created. Immutable.
///
/// @param name without the `$`
public record NameRef(String name) {}

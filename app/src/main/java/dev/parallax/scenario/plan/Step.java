package dev.parallax.scenario.plan;

/// One thing that is done, and what is said about it. Immutable.
///
/// @param say the explanation; empty for none
/// @param deed what is done
/// @param line in the file, from 1; 0 if there is no file
public record Step(String say, Deed deed, int line) {}

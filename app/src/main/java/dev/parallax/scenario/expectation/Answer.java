package dev.parallax.scenario.expectation;

/// What the server's permissions say to a [Question]. Immutable.
///
/// @param sentence why
public record Answer(Verdict verdict, String sentence) {}

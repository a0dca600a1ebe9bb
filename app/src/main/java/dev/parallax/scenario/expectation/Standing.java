package dev.parallax.scenario.expectation;

/// How an expectation stands. Immutable.
///
/// @param sinceMicros since when the verdict is so, in microseconds since the epoch
/// @param sentence why
/// @param over whether nothing that happens can change it any more
/// @param violations how often it was seen broken
public record Standing(
        Verdict verdict, long sinceMicros, String sentence, Place place, boolean over, long violations) {}

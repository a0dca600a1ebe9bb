package dev.parallax.scenario;

import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.Standing;

/// An expectation that is checked all the time, and how it stands. Immutable.
///
/// @param number by which it is taken off again; no other ever gets it
public record Pin(int number, Expectation expectation, Standing standing) {}

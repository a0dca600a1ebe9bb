package dev.parallax.scenario.plan;

import dev.parallax.client.Dialect;

/// A client of a scenario. Immutable.
///
/// @param name by which steps and expectations call it
public record Cast(String name, long userId, String role, Dialect dialect) {}

package dev.parallax.scenario.expectation;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;

/// Whether a session may do something with a row. Immutable.
public record Question(Operation operation, String record, long id, SessionValues session) {}

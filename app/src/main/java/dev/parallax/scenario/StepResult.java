package dev.parallax.scenario;

import java.time.Duration;

/// How a step ended. Immutable.
///
/// @param index from 0, over setup and steps together
/// @param line in the file, 0 for none
/// @param title what it does, in words
/// @param say its explanation
/// @param sentence why it failed, or what it found
public record StepResult(
        int index, int line, String title, String say, Outcome outcome, String sentence, Duration duration) {
    /// How a step can end.
    public enum Outcome {
        DONE,
        FAILED,
        /// It never had its turn.
        SKIPPED
    }
}

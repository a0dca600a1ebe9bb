package dev.parallax.scenario;

import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How far a run is. Immutable.
///
/// @param state what it is doing
/// @param steps all of them, the setup's first
/// @param current which one is played or comes next; the number of steps once there are no more
/// @param results of the steps that ended
/// @param lasting expectations that are checked to the end, and how they stand
/// @param problem why it could not be played at all; empty otherwise
public record Progress(
        Scenario scenario,
        State state,
        List<Step> steps,
        int current,
        List<StepResult> results,
        List<Pin> lasting,
        String problem,
        Duration duration) {
    /// Where a run is.
    public enum State {
        PLAYING,
        ENDED,
        STOPPED
    }

    public Progress {
        steps = List.copyOf(steps);
        results = List.copyOf(results);
        lasting = List.copyOf(lasting);
    }

    public Optional<Step> step() {
        return current < steps.size() ? Optional.of(steps.get(current)) : Optional.empty();
    }

    public long failed() {
        long steps = results.stream()
                .filter(result -> result.outcome() == StepResult.Outcome.FAILED)
                .count();
        long pins = state == State.PLAYING
                ? 0
                : lasting.stream()
                        .filter(pin -> pin.standing().verdict() != Verdict.HOLDS)
                        .count();
        return steps + pins + (problem.isEmpty() ? 0 : 1);
    }

    /// Whether it was played to its end and everything was as expected.
    public boolean passed() {
        return state == State.ENDED && failed() == 0;
    }
}

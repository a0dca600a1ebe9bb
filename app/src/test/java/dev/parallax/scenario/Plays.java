package dev.parallax.scenario;

import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.plan.Scenario;
import java.util.ArrayList;
import java.util.List;

/// Plays scenarios for tests.
final class Plays {
    private Plays() {}

    static Progress play(Scenario scenario) {
        return play(scenario, Pace.quick());
    }

    static Progress play(Scenario scenario, Pace pace) {
        try (Arena arena = Arena.start(scenario.setting())) {
            return new ScenarioRun(scenario, arena, pace, progress -> {}).play();
        }
    }

    /// What did not come out as expected, a line each.
    static List<String> failures(Progress end) {
        List<String> lines = new ArrayList<>();
        if (!end.problem().isEmpty()) {
            lines.add(end.problem());
        }
        end.results().stream()
                .filter(result -> result.outcome() == Outcome.FAILED)
                .map(result -> "line " + result.line() + ", " + result.title() + ": " + result.sentence())
                .forEach(lines::add);
        end.lasting().stream()
                .filter(pin -> pin.standing().verdict() != Verdict.HOLDS)
                .map(pin -> pin.expectation().text() + ": " + pin.standing().sentence())
                .forEach(lines::add);
        return lines;
    }
}

package dev.parallax.cli;

import dev.parallax.scenario.Pin;
import dev.parallax.scenario.Progress;
import dev.parallax.scenario.StepResult;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.scenario.plan.Scenario;
import java.io.PrintWriter;
import java.util.Locale;

/// Prints a run as it goes on. Confined to the run's thread.
final class ScenarioPrinter {
    private final PrintWriter out;
    private final Scenario scenario;
    private int printed;

    ScenarioPrinter(PrintWriter out, Scenario scenario) {
        this.out = out;
        this.scenario = scenario;
    }

    void begin() {
        out.println("Scenario  " + scenario.name());
        out.println("          " + scenario.teaches());
        out.flush();
    }

    /// Prints the steps that have ended since.
    void show(Progress progress) {
        for (; printed < progress.results().size(); printed++) {
            step(progress.results().get(printed));
        }
        out.flush();
    }

    /// Prints what was checked to the end, and how it came out.
    void end(Progress progress) {
        show(progress);
        for (Pin pin : progress.lasting()) {
            boolean held = pin.standing().verdict() == Verdict.HOLDS;
            out.println((held ? "  ok      " : "  FAILED  ") + "always: "
                    + pin.expectation().text());
            if (!held) {
                out.println("          " + pin.standing().sentence());
            }
        }
        if (!progress.problem().isEmpty()) {
            out.println("  FAILED  " + progress.problem());
        }
        String verdict = progress.passed() ? "passed" : progress.failed() + " failed";
        out.println(String.format(
                Locale.ROOT,
                "Result    %s: %s (%.1f s, seed %d)%n",
                scenario.name(),
                verdict,
                progress.duration().toMillis() / 1_000.0,
                scenario.setting().seed()));
        out.flush();
    }

    private void step(StepResult result) {
        if (!result.say().isEmpty()) {
            out.println();
            out.println("          " + result.say());
        }
        String mark = switch (result.outcome()) {
            case DONE -> "  ok      ";
            case FAILED -> "  FAILED  ";
            case SKIPPED -> "  skipped ";
        };
        out.println(mark + result.title());
        if (result.outcome() == StepResult.Outcome.FAILED) {
            out.println("          line " + result.line() + ": " + result.sentence());
        }
    }
}

package dev.parallax.scenario;

import dev.parallax.scenario.Progress.State;
import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/// Plays a scenario on an arena, step by step. One thread plays it; everybody may read how far it is
/// and change its pace.
///
/// A step whose expectation fails does not end the run: what comes after is shown too. A step that
/// cannot be done at all (somebody cannot connect) ends it.
public final class ScenarioRun {
    /// Signing in and catching up take less.
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

    private final Scenario scenario;
    private final Arena arena;
    private final Pace pace;
    private final Consumer<Progress> onProgress;
    private final Await await;
    private final Steps player;
    private final long startNanos = System.nanoTime();
    private final List<Step> steps = new ArrayList<>();
    private final List<StepResult> results = new ArrayList<>();
    private volatile Progress progress;

    /// @param onProgress told on the playing thread whenever a step begins or ends
    public ScenarioRun(Scenario scenario, Arena arena, Pace pace, Consumer<Progress> onProgress) {
        this.scenario = scenario;
        this.arena = arena;
        this.pace = pace;
        this.onProgress = onProgress;
        this.await = new Await(pace);
        this.player = new Steps(arena, await);
        steps.addAll(scenario.setup());
        steps.addAll(scenario.steps());
        progress = new Progress(scenario, State.PLAYING, steps, 0, List.of(), List.of(), "", Duration.ZERO);
    }

    /// The newest; returns at once.
    public Progress progress() {
        return progress;
    }

    public Pace pace() {
        return pace;
    }

    /// Plays it to its end, on the calling thread.
    public Progress play() {
        State end = State.ENDED;
        String problem = "";
        try {
            begin();
        } catch (CancellationException e) {
            end = State.STOPPED;
        } catch (StepFailedException e) {
            problem = String.valueOf(e.getMessage());
        }
        arena.fleet().traffic().stop();
        for (int index = results.size(); index < steps.size(); index++) {
            results.add(result(index, Outcome.SKIPPED, "", Duration.ZERO));
        }
        List<Pin> pins = end == State.STOPPED ? player.pins(arena.watch().pins()) : lastLook();
        publish(end, steps.size(), pins, problem);
        return progress;
    }

    private void begin() {
        int index = 0;
        for (Step step : scenario.setup()) {
            play(index++, step);
        }
        player.connect(scenario.setting().clients(), CONNECT_LIMIT);
        boolean toRead = true;
        for (Step step : scenario.steps()) {
            publish(State.PLAYING, index, pins(), "");
            await.on(pace.turn(toRead), Duration.ofDays(1), "the next turn");
            play(index++, step);
            toRead = !step.say().isEmpty();
        }
    }

    private void play(int index, Step step) {
        publish(State.PLAYING, index, pins(), "");
        long begin = System.nanoTime();
        Outcome outcome = Outcome.DONE;
        String sentence;
        try {
            sentence = player.play(step.deed());
        } catch (StepFailedException e) {
            outcome = Outcome.FAILED;
            sentence = String.valueOf(e.getMessage());
        }
        results.add(result(index, outcome, sentence, Duration.ofNanos(System.nanoTime() - begin)));
        publish(State.PLAYING, index + 1, pins(), "");
    }

    private List<Pin> lastLook() {
        try {
            return player.pins(await.on(arena.watch().lastLook(), CONNECT_LIMIT, "a last look"));
        } catch (CancellationException | StepFailedException e) {
            return pins();
        }
    }

    private List<Pin> pins() {
        return player.pins(arena.watch().pins());
    }

    private StepResult result(int index, Outcome outcome, String sentence, Duration duration) {
        Step step = steps.get(index);
        return new StepResult(index, step.line(), StepText.of(step.deed()), step.say(), outcome, sentence, duration);
    }

    private void publish(State state, int current, List<Pin> pins, String problem) {
        progress = new Progress(
                scenario,
                state,
                steps,
                current,
                results,
                pins,
                problem,
                Duration.ofNanos(System.nanoTime() - startNanos));
        onProgress.accept(progress);
    }
}

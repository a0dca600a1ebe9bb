package dev.parallax.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every scenario that comes along, played over a real server and real clients.
@Execution(ExecutionMode.SAME_THREAD)
class GalleryTest {
    static Stream<String> names() {
        return Gallery.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesOutAsItSays(String name) {
        Scenario scenario = Gallery.scenario(name);
        Progress end = Plays.play(scenario);
        assertThat(Plays.failures(end)).isEmpty();
        assertThat(end.passed()).isTrue();
        assertThat(end.results()).allMatch(result -> result.outcome() == Outcome.DONE);
    }

    @ParameterizedTest
    @MethodSource("names")
    void teachesSomethingStepByStep(String name) {
        Scenario scenario = Gallery.scenario(name);
        assertThat(scenario.teaches()).isNotBlank();
        assertThat(scenario.steps().stream().filter(step -> !step.say().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(scenario.steps().stream()
                        .filter(step ->
                                step.deed() instanceof Deed.Expect || step.deed() instanceof Deed.AwaitConvergence))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void hasAtLeastTenWithDifferentLessons() {
        List<String> lessons = Gallery.names().stream()
                .map(name -> Gallery.scenario(name).teaches())
                .toList();
        assertThat(lessons).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
    }
}

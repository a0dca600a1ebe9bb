package dev.parallax.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final int SEEDS = 30;
    private static final int STEPS = 60;

    @Test
    void fleetsOfAllDialectsComeToHoldExactlyWhatTheyMaySee() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulationResult result = Simulation.run(SimulationPlan.of(seed).withSteps(STEPS));
            assertThat(result.failures()).as("seed " + seed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aFleetOfOneDialectComesToHoldExactlyWhatItMaySee(Dialect dialect) {
        SimulationResult result = Simulation.run(
                SimulationPlan.of(7).withDialects(List.of(dialect)).withSteps(STEPS));

        assertThat(result.failures()).isEmpty();
    }

    @Test
    void aSeedSaysTheSameToTheByteEachTime() {
        SimulationPlan plan = SimulationPlan.of(11).withSteps(STEPS).keepingTape();
        SimulationResult first = Simulation.run(plan);
        SimulationResult second = Simulation.run(plan);

        assertThat(second.tape()).isEqualTo(first.tape());
        assertThat(second).isEqualTo(first);
        assertThat(Simulation.run(SimulationPlan.of(12).withSteps(STEPS)).hash())
                .isNotEqualTo(first.hash());
    }

    @Test
    void everythingThatMayHappenDoes() {
        Set<String> happened = new TreeSet<>();
        for (long seed = 1; seed <= 3; seed++) {
            happened.addAll(Simulation.run(SimulationPlan.of(seed)).counts().keySet());
        }

        assertThat(happened)
                .contains(
                        "create",
                        "update",
                        "delete",
                        "operate",
                        "batch",
                        "join",
                        "leave",
                        "role",
                        "policy",
                        "sign out",
                        "sign in",
                        "cut",
                        "silence",
                        "offline",
                        "online",
                        "kill",
                        "restart",
                        "crash",
                        "jump",
                        "accepted",
                        "refused");
    }
}

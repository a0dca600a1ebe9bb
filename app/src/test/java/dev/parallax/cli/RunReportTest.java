package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.fleet.TrafficCounts;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.world.WorldPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What makes a headless run end with 1.
class RunReportTest {
    private static final Finding LEAK =
            new Finding(3, "Post", 12, Finding.Kind.LEAK, "Client 3 holds post 12 and may not.");
    private static final Convergence ALL = new Convergence(List.of());

    @Test
    void passesWhenAllConvergedAndNothingLeaked() {
        assertThat(report(OracleReport.NONE, List.of(), ALL, 0).passed()).isTrue();
    }

    @Test
    void failsOnALeakThatWasGoneAgainAtTheEnd() {
        RunReport report = report(OracleReport.NONE, List.of(LEAK), ALL, 0);
        assertThat(report.passed()).isFalse();
        assertThat(report.toJson().path("oracle").path("leaks")).hasSize(1);
    }

    @Test
    void failsWhenTheOracleStillFindsSomethingAtTheEnd() {
        OracleReport last = new OracleReport(List.of(), List.of(LEAK), List.of(), 0, 1, 1, 5, 1);
        assertThat(report(last, List.of(), ALL, 0).passed()).isFalse();
    }

    @Test
    void failsAndNamesTheClientThatDidNotConverge() {
        String stuck = "Client 7 is offline.";
        RunReport report = report(OracleReport.NONE, List.of(), new Convergence(List.of(stuck)), 0);
        assertThat(report.passed()).isFalse();
        assertThat(report.toJson().path("unconverged").path(0).asString()).isEqualTo(stuck);
        assertThat(String.join("\n", report.summary())).contains(stuck);
    }

    @Test
    void failsWhenAClientCouldNotSignIn() {
        assertThat(report(OracleReport.NONE, List.of(), ALL, 1).passed()).isFalse();
    }

    private static RunReport report(OracleReport last, List<Finding> leaks, Convergence convergence, int failed) {
        WorldPlan plan = new WorldPlan(ServerConfig.defaults(), 7, List.of(Dialect.CURSOR), 24, 20, true);
        return new RunReport(
                new HeadlessRun.Settings(
                        plan, null, Duration.ofSeconds(1), Path.of("picture.png"), Path.of("report.json"), false),
                new RunReport.Outcome(last, leaks, convergence, failed, Instant.EPOCH, Duration.ofSeconds(2)),
                Map.of(),
                new TrafficCounts(0, 0, 0, 0, 0, 0),
                new RunReport.Wire(0, 0, 0),
                1);
    }
}

package dev.parallax.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.wire.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTest {
    @TempDir
    private Path folder;

    @Test
    void everybodyEndsRightAfterTrafficAndFaults() {
        StringWriter printed = new StringWriter();
        Soak.Plan plan =
                new Soak.Plan(3, 40, 40, Duration.ofSeconds(5), Duration.ofSeconds(1), folder.resolve("world"));

        Soak.Result result = new Soak(plan, new PrintWriter(printed)).run();

        assertThat(result.failures()).isEmpty();
        Soak.Sample last = result.samples().getLast();
        assertThat(last.live()).isEqualTo(40);
        assertThat(last.writes()).isPositive();
        assertThat(result.faults().size())
                .as("kinds of faults: " + Json.text(result.faults()))
                .isGreaterThan(1);
        assertThat(printed.toString()).contains("| second | live |", "40 of 40");
        assertThat(result.toJson().path("passed").asBoolean()).isTrue();
    }
}

package dev.parallax.ui.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritePaceTest {
    private static final long SECOND = 1_000_000_000L;

    private final WritePace pace = new WritePace();

    @Test
    void isNothingBeforeTheSecondLook() {
        pace.observe(0, 100);
        assertThat(pace.perSecond()).isZero();
    }

    @Test
    void followsTheLastSecondsOnly() {
        pace.observe(0, 0);
        pace.observe(SECOND, 1_000);
        for (int second = 2; second <= 8; second++) {
            pace.observe(second * SECOND, 1_000 + 20L * (second - 1));
        }
        assertThat(pace.perSecond()).isEqualTo(20);
    }
}

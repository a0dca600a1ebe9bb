package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Version;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionClockTest {
    private static final long START = 1_000_000_000_000L;

    private long wall = START;

    private VersionClock clock(long after) {
        VersionClock clock = new VersionClock(() -> Version.instant(wall), after);
        clock.raiseCeiling(Long.MAX_VALUE);
        return clock;
    }

    @Test
    void versionIsTheWallClockOrOneMoreThanTheLast() {
        VersionClock clock = clock(0);
        assertThat(clock.next(1)).isEqualTo(START);
        assertThat(clock.next(1)).isEqualTo(START + 1);
        wall += 100;
        assertThat(clock.next(3)).isEqualTo(START + 100);
        assertThat(clock.next(1)).isEqualTo(START + 103);
    }

    @Test
    void versionIsNewerThanEverySafeVersionTold() {
        VersionClock clock = clock(0);
        assertThat(clock.safe()).isEqualTo(START);
        assertThat(clock.next(1)).isEqualTo(START + 1);
    }

    @Test
    void safeVersionStaysBeforeAGroupInFlight() {
        VersionClock clock = clock(0);
        clock.begin();
        long first = clock.next(1);
        wall += 1_000;
        assertThat(clock.safe()).isLessThan(first);
        clock.committed();
        assertThat(clock.safe()).isLessThan(first);
        assertThat(clock.isKnown(first)).isTrue();
        clock.published(first);
        assertThat(clock.safe()).isEqualTo(first);
        clock.end();
        assertThat(clock.safe()).isEqualTo(START + 1_000);
    }

    @Test
    void safeVersionCoversALargeGroupOnceItIsOver() {
        VersionClock clock = clock(0);
        clock.begin();
        long last = clock.next(1_000) + 999;
        clock.committed();
        clock.end();
        assertThat(clock.safe()).isEqualTo(last);
    }

    @Test
    void afterAJumpBackItGoesOnAtHalfSpeedUntilTheWallHasCaughtUp() {
        VersionClock clock = clock(0);
        assertThat(clock.safe()).isEqualTo(START);
        wall -= 1_000;
        assertThat(clock.safe()).isEqualTo(START);
        wall += 400;
        assertThat(clock.safe()).isEqualTo(START + 200);
        wall += 1;
        wall += 1;
        assertThat(clock.safe()).isEqualTo(START + 201);
        wall = START + 5_000;
        assertThat(clock.safe()).isEqualTo(START + 5_000);
    }

    @Test
    void newRunStartsAfterEverythingThatAnEarlierOneTold() {
        VersionClock clock = clock(START + 50_000);
        assertThat(clock.safe()).isGreaterThan(START + 50_000);
        assertThat(clock.next(1)).isGreaterThan(START + 50_001);
    }

    @Test
    void safeVersionStandsStillAtTheStoredCeiling() {
        VersionClock clock = new VersionClock(() -> Version.instant(wall), 0);
        clock.raiseCeiling(START + 10);
        wall += 100;
        assertThat(clock.safe()).isEqualTo(START + 10);
        assertThat(clock.needsCeiling(20)).isTrue();
        clock.raiseCeiling(clock.ceilingFor(1_000));
        assertThat(clock.needsCeiling(20)).isFalse();
        assertThat(clock.safe()).isEqualTo(START + 100);
    }

    @Test
    void ceilingStaysNearTheReadingHoweverOftenItIsRaised() {
        VersionClock clock = new VersionClock(() -> Version.instant(wall), 0);
        for (int count = 0; count < 100; count++) {
            clock.raiseCeiling(clock.ceilingFor(1_000));
        }
        assertThat(clock.ceilingFor(1_000)).isEqualTo(START + 1_000);
    }

    /// A reader may see a commit, and its client come back with it, before the writer hears that it is through.
    @Test
    void versionInFlightIsKnown() {
        VersionClock clock = clock(0);
        clock.begin();
        long first = clock.next(1);
        assertThat(clock.isKnown(first)).isTrue();
        assertThat(clock.isKnown(first + 1)).isFalse();
    }

    @Test
    void strangeVersionIsNotKnown() {
        VersionClock clock = clock(0);
        assertThat(clock.isKnown(START)).isTrue();
        assertThat(clock.isKnown(START + 1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingEverGoesBackWhateverTheWallDoes(long seed) {
        Random random = new Random(seed);
        VersionClock clock = clock(0);
        long version = 0;
        long safe = 0;
        boolean inFlight = false;
        for (int step = 0; step < 20_000; step++) {
            wall += random.nextInt(50) == 0 ? random.nextInt(2_000_000) - 1_000_000 : random.nextInt(20);
            if (random.nextInt(4) == 0) {
                if (inFlight) {
                    clock.committed();
                    clock.end();
                } else {
                    clock.begin();
                }
                inFlight = !inFlight;
            }
            if (inFlight) {
                int count = 1 + random.nextInt(3);
                long next = clock.next(count);
                assertThat(next).isGreaterThan(version).isGreaterThan(safe);
                version = next + count - 1;
            }
            long told = clock.safe();
            assertThat(told).isGreaterThanOrEqualTo(safe);
            assertThat(Instant.EPOCH).isBefore(Version.instant(told));
            safe = told;
        }
    }
}

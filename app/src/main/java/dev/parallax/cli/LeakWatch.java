package dev.parallax.cli;

import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.ui.world.World;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Collects every leak that the oracle reports while traffic runs: a leak that has gone by the end was one all
/// the same. Confined to one thread.
final class LeakWatch {
    /// Enough to see what is wrong; a broken policy would fill the memory otherwise.
    private static final int FINDINGS_LIMIT = 1_000;
    /// The oracle reports about twice a second.
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Set<Finding> findings = new LinkedHashSet<>();

    void take(OracleReport report) {
        for (Finding leak : report.leaks()) {
            if (findings.size() < FINDINGS_LIMIT) {
                findings.add(leak);
            }
        }
    }

    /// Takes every report of `world` for a while.
    void watch(World world, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            take(world.oracle());
            LockSupport.parkNanos(Math.min(left, PAUSE_NANOS));
        }
        take(world.oracle());
    }

    /// In the order they were found.
    List<Finding> findings() {
        return List.copyOf(findings);
    }
}

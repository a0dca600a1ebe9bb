package dev.parallax.ui.world;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.LeakClock;
import dev.parallax.recording.MetricSample;
import dev.parallax.recording.WireTotals;
import dev.parallax.server.engine.EngineFigures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes a sample from what has grown since the last one, and keeps the newest. Thread-safe.
final class MetricSampler {
    /// Ten minutes.
    static final int SAMPLES_LIMIT = 600;

    private final Deque<MetricSample> samples = new ArrayDeque<>();
    private final ListSizes lists = new ListSizes();
    /// By client, so that one that leaves takes nothing back.
    private Map<Integer, WireTotals> before = Map.of();

    private long changes;
    private long delivered;
    private long last;

    /// @param time microseconds since the epoch
    synchronized void sample(
            long time, List<FleetClient> clients, EngineFigures figures, LeakClock.Interval times, long queued) {
        Map<Integer, WireTotals> now = new HashMap<>();
        Map<String, Long> bytes = new HashMap<>();
        long messages = 0;
        for (FleetClient client : clients) {
            WireTotals totals = client.wireTotals();
            now.put(client.number(), totals);
            WireTotals grown = totals.minus(before.getOrDefault(client.number(), WireTotals.NONE));
            bytes.merge(client.dialect(), grown.bytes(), Long::sum);
            messages += grown.received();
        }
        if (last > 0) {
            samples.addLast(new MetricSample(
                    time,
                    (time - last) / 1e6,
                    times.visibleP50(),
                    times.visibleP99(),
                    times.purgedP99(),
                    messages,
                    bytes,
                    figures.changes() - changes,
                    figures.changesDelivered() - delivered,
                    queued,
                    Math.round((figures.changesDelivered() - delivered) * lists.meanBytes(snapshots(clients)))));
            if (samples.size() > SAMPLES_LIMIT) {
                samples.removeFirst();
            }
        }
        before = now;
        changes = figures.changes();
        delivered = figures.changesDelivered();
        last = time;
    }

    private static List<ReplicaSnapshot> snapshots(List<FleetClient> clients) {
        return clients.stream().map(FleetClient::snapshot).toList();
    }

    /// Oldest first.
    synchronized List<MetricSample> samples() {
        return List.copyOf(samples);
    }
}

package dev.parallax.bench;

import dev.parallax.network.WireTap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What the clients of one dialect received: messages, bytes of their texts, and how long after it was asked for each
/// marked change came. Thread-safe.
final class ReceivedCounts {
    private static final Pattern MARK = Pattern.compile("mark-(\\d+)-");
    private static final long MICROS_MAX = 120_000_000;

    private final Map<Long, Long> askedNanos;
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Histogram micros = new ConcurrentHistogram(MICROS_MAX, 3);

    /// @param askedNanos when each mark was asked for
    ReceivedCounts(Map<Long, Long> askedNanos) {
        this.askedNanos = askedNanos;
    }

    /// What a change must contain so that its arrival is noticed.
    static String mark(long number) {
        return "mark-" + number + "-";
    }

    /// A tap for one client.
    WireTap tap() {
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        return new WireTap() {
            @Override
            public void sent(String channel, String text) {}

            @Override
            public void received(String channel, String text) {
                long now = System.nanoTime();
                messages.increment();
                bytes.add(text.getBytes(StandardCharsets.UTF_8).length);
                Matcher matcher = MARK.matcher(text);
                while (matcher.find()) {
                    long mark = Long.parseLong(matcher.group(1));
                    Long asked = askedNanos.get(mark);
                    if (asked != null && seen.add(mark)) {
                        micros.recordValue(Math.min(MICROS_MAX, Math.max(1, (now - asked) / 1_000)));
                    }
                }
            }
        };
    }

    long messages() {
        return messages.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}

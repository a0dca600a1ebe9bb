package dev.parallax.scenario.expectation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `200 ms`, `2 s`, `1.5 s`, `1 min`. Stateless.
public final class Durations {
    /// Whoever waits longer does not wait for a scenario.
    public static final Duration LIMIT = Duration.ofMinutes(10);

    /// Milliseconds of each unit.
    static final Map<String, Double> UNITS = units();

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(ms|s|min)");

    private Durations() {}

    /// Empty if the text is no duration, or longer than [#LIMIT].
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double millis = Double.parseDouble(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1.0);
        return millis > LIMIT.toMillis()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.round(millis * 1_000_000)));
    }

    /// In the largest unit that needs no fraction: `200 ms`, `2 s`.
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1_000 == 0 && millis > 0 ? millis / 1_000 + " s" : millis + " ms";
    }

    private static Map<String, Double> units() {
        Map<String, Double> units = new LinkedHashMap<>();
        units.put("ms", 1.0);
        units.put("s", 1_000.0);
        units.put("min", 60_000.0);
        return units;
    }
}

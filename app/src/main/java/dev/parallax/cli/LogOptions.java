package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.LogRetention;
import dev.parallax.server.engine.MergeRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options about the change log: how much of it is kept, and how pushed changes merge.
final class LogOptions {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})([a-zA-Z]{1,3})");

    private static final Map<String, Duration> AGES =
            Map.of("d", Duration.ofDays(1), "h", Duration.ofHours(1), "m", Duration.ofMinutes(1));

    private static final Map<String, Long> SIZES =
            Map.of("MB", 1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);

    @Option(
            names = "--retention",
            paramLabel = "30d",
            description = "How long changes are kept for clients that come back: days, hours or minutes"
                    + " (`30d`, `12h`, `90m`; default: 30d).")
    private @Nullable String retention;

    @Option(
            names = "--log-limit",
            paramLabel = "1GB",
            description = "Past this size the oldest changes go earlier, unless a known client needs them"
                    + " (`500MB`, `1GB`; default: none).")
    private @Nullable String logLimit;

    @Option(
            names = "--merge",
            paramLabel = "lww|reject",
            defaultValue = "lww",
            description = "A pushed change of an old version: the last write wins (`lww`, default), or it is rejected"
                    + " with the server's row (`reject`).")
    private String merge = "lww";

    @Option(
            names = "--accept-broken-log",
            description = "Start even if the database's change log does not fit its chain of hashes.")
    private boolean acceptBrokenLog;

    /// `config` with these options applied.
    ///
    /// @throws IllegalArgumentException with a sentence if one of them cannot be used
    ServerConfig apply(ServerConfig config) {
        return config.withRetention(retention()).withMerge(merge()).withAcceptBrokenLog(acceptBrokenLog);
    }

    private LogRetention retention() {
        Duration age = retention == null ? LogRetention.DEFAULT.age() : age(retention);
        long bytes = logLimit == null ? LogRetention.DEFAULT.bytesLimit() : bytes(logLimit);
        return new LogRetention(age, bytes);
    }

    private MergeRule merge() {
        return Arrays.stream(MergeRule.values())
                .filter(rule -> rule.keyword().equals(merge))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--merge is `lww` or `reject`, but it is `" + merge + "`"));
    }

    private static Duration age(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Duration unit = amount.matches() ? AGES.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("--retention is a time such as `30d`, but it is `" + text + "`");
        }
        return unit.multipliedBy(Long.parseLong(amount.group(1)));
    }

    private static long bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? SIZES.get(amount.group(2).toUpperCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("--log-limit is a size such as `1GB`, but it is `" + text + "`");
        }
        return Math.multiplyExact(unit, Long.parseLong(amount.group(1)));
    }
}

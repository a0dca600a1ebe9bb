package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.LogRetention;
import dev.parallax.server.engine.MergeRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options about the change log: how much of it is kept, whether an altered one is accepted, and how pushed changes
/// merge.
final class LogOptions {
    private static final Pattern AGE = Pattern.compile("(\\d{1,9})([smhd])");

    @Option(
            names = "--merge",
            paramLabel = "lww|reject",
            defaultValue = "lww",
            description = "A pushed change of an old version: the last write wins (`lww`, default), or it is rejected"
                    + " with the server's row (`reject`).")
    private String merge = "lww";

    @Option(
            names = "--log-retention",
            paramLabel = "AGE",
            description = "How long the change log is kept and a client may be away and go on where it was: a number"
                    + " with `s`, `m`, `h` or `d` (default: 30d).")
    private @Nullable String retention;

    @Option(
            names = "--log-limit",
            paramLabel = "N",
            description = "Entries of the change log to keep at most, as far as no known client needs more"
                    + " (default: no limit).")
    private @Nullable Long limit;

    @Option(
            names = "--accept-broken-log",
            description = "Start even if the database's change log does not fit its chain of hashes.")
    private boolean acceptBrokenLog;

    /// `config` with these options applied.
    ///
    /// @throws IllegalArgumentException with a sentence if one of them cannot be used
    ServerConfig apply(ServerConfig config) {
        return config.withMerge(merge()).withRetention(retention()).withAcceptBrokenLog(acceptBrokenLog);
    }

    private LogRetention retention() {
        String age = retention;
        return new LogRetention(
                age == null ? LogRetention.DEFAULT.age() : age(age),
                limit == null ? LogRetention.DEFAULT.entries() : limit);
    }

    private static Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--log-retention is a number with `s`, `m`, `h` or `d`, but it is `" + text + "`");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private MergeRule merge() {
        return Arrays.stream(MergeRule.values())
                .filter(rule -> rule.keyword().equals(merge))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--merge is `lww` or `reject`, but it is `" + merge + "`"));
    }
}

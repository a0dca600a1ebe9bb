package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.MergeRule;
import java.util.Arrays;
import picocli.CommandLine.Option;

/// The options about the change log: whether an altered one is accepted, and how pushed changes merge.
final class LogOptions {
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
        return config.withMerge(merge()).withAcceptBrokenLog(acceptBrokenLog);
    }

    private MergeRule merge() {
        return Arrays.stream(MergeRule.values())
                .filter(rule -> rule.keyword().equals(merge))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("--merge is `lww` or `reject`, but it is `" + merge + "`"));
    }
}

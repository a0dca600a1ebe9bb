package dev.parallax.oracle;

import java.util.List;

/// What the oracle found in one round. Immutable.
///
/// @param live how many clients were live and therefore compared
/// @param clients how many clients there were
/// @param exposures rows held by clients that are not live and that they may no longer see: not leaks while the client
/// cannot know
/// @param checkedAtVersion the version of the newest truth compared with; 0 before the first round
/// @param checks how many rounds there were so far
public record OracleReport(
        List<Finding> leaks,
        List<Finding> missing,
        List<Finding> stale,
        int exposures,
        int live,
        int clients,
        long checkedAtVersion,
        long checks) {
    public static final OracleReport NONE = new OracleReport(List.of(), List.of(), List.of(), 0, 0, 0, 0, 0);

    public OracleReport {
        leaks = List.copyOf(leaks);
        missing = List.copyOf(missing);
        stale = List.copyOf(stale);
    }

    /// Whether every live client holds exactly what it may see.
    public boolean clean() {
        return leaks.isEmpty() && missing.isEmpty() && stale.isEmpty();
    }
}

package dev.parallax.oracle;

import dev.parallax.client.Status;
import dev.parallax.oracle.Finding.Kind;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.TruthSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One round: every client against the truth. The order is what makes it right: first the clients' snapshots,
/// then the truth for each distinct session, then the log, so that whatever changed in between is known to have
/// changed. Blocks its caller while it reads.
final class Round {
    /// Findings of one kind that are listed; more would tell nothing more.
    static final int FINDINGS_LIMIT = 10_000;
    private static final int LOG_PAGE = 10_000;

    private final List<Subject> subjects;
    private final Map<Integer, Comparison.Outcome> outcomes = new HashMap<>();
    private long version;

    /// @param subjects as they are now
    /// @param changes remembered from earlier rounds; this one adds what is new
    Round(List<Subject> subjects, Inspection inspection, RecentChanges changes) {
        this.subjects = subjects;
        Map<SessionValues, TruthSnapshot> truths = new HashMap<>();
        for (Subject subject : subjects) {
            if (subject.snapshot().version() == 0 && !isLive(subject)) {
                continue;
            }
            TruthSnapshot truth = truths.computeIfAbsent(
                    subject.snapshot().session(),
                    session -> inspection.truth(TypedSession.of(session, inspection.schema())));
            version = Math.max(version, truth.version());
        }
        if (truths.isEmpty()) {
            return;
        }
        readOn(inspection, changes);
        Links links = new Links(inspection.schema());
        for (Subject subject : subjects) {
            TruthSnapshot truth = truths.get(subject.snapshot().session());
            if (truth != null) {
                outcomes.put(subject.number(), Comparison.of(subject, truth, changes, links));
            }
        }
    }

    static boolean isLive(Subject subject) {
        return subject.snapshot().status() == Status.LIVE;
    }

    OracleReport report(long checks) {
        Map<Kind, List<Finding>> found = new HashMap<>();
        int live = 0;
        int exposures = 0;
        for (Subject subject : subjects) {
            Comparison.Outcome outcome = outcomes.get(subject.number());
            if (isLive(subject)) {
                live++;
            }
            if (outcome != null && isLive(subject)) {
                outcome.findings().forEach(finding -> add(found, finding));
            } else if (outcome != null) {
                exposures += outcome.unpermitted().size();
            }
        }
        return new OracleReport(
                found.getOrDefault(Kind.LEAK, List.of()),
                found.getOrDefault(Kind.MISSING, List.of()),
                found.getOrDefault(Kind.STALE, List.of()),
                exposures,
                live,
                subjects.size(),
                version,
                checks);
    }

    /// Who is not live, waits with local edits or does not hold exactly the truth, and why.
    List<String> unconverged() {
        List<String> reasons = new ArrayList<>();
        for (Subject subject : subjects) {
            Comparison.Outcome outcome = outcomes.get(subject.number());
            String client = "Client " + subject.number() + ": ";
            if (!isLive(subject)) {
                reasons.add(client + subject.snapshot().message());
            } else if (!subject.snapshot().pending().isEmpty()) {
                reasons.add(client + subject.snapshot().pending().size() + " local edits wait for the server.");
            } else if (outcome == null || !outcome.findings().isEmpty()) {
                reasons.add(
                        outcome == null
                                ? client + "was not compared."
                                : outcome.findings().getFirst().sentence());
            } else if (!outcome.equal()) {
                reasons.add(client + outcome.undelivered() + " rows are not delivered yet.");
            }
        }
        return reasons;
    }

    /// What every client holds that it may not see, live or not.
    List<Held> unpermitted() {
        return outcomes.values().stream()
                .flatMap(outcome -> outcome.unpermitted().stream())
                .toList();
    }

    private static void add(Map<Kind, List<Finding>> found, Finding finding) {
        List<Finding> list = found.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
        if (list.size() < FINDINGS_LIMIT) {
            list.add(finding);
        }
    }

    private static void readOn(Inspection inspection, RecentChanges changes) {
        List<LogEntry> entries;
        do {
            entries = inspection.log(changes.upTo(), LOG_PAGE);
            changes.add(entries);
        } while (entries.size() == LOG_PAGE);
    }
}

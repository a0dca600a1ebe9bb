package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that a client holds and shows at one moment. Immutable; published by the client, read by anyone.
///
/// @param generation grows with each change, so that an equal number means nothing changed
/// @param message the status in one plain sentence
/// @param session the session's values as the server last told them
/// @param version everything this session may see up to it is here; 0 before the first catch-up
/// @param coverage what of all that the session may see the tables claim to hold
/// @param tables by record; those that are not covered are plain reads, as old as their last read
/// @param pending local edits in the order they were made
/// @param results how the newest writes ended, oldest first, at most [#RESULTS_LIMIT]
/// @param chain of a client of the changelog dialect; null for others
public record ReplicaSnapshot(
        long generation,
        Status status,
        String message,
        SessionValues session,
        long version,
        Coverage coverage,
        Map<String, TableSnapshot> tables,
        List<PendingWrite> pending,
        List<WriteResult> results,
        @Nullable HashChain chain) {
    /// Enough for a person to look back; results are small but kept for every client.
    public static final int RESULTS_LIMIT = 50;

    /// Before a client has done anything.
    public static final ReplicaSnapshot EMPTY = new ReplicaSnapshot(
            0,
            Status.CONNECTING,
            "Not started.",
            new SessionValues(Map.of()),
            0,
            Coverage.ALL,
            Map.of(),
            List.of(),
            List.of());

    /// Of a client without a chain.
    public ReplicaSnapshot(
            long generation,
            Status status,
            String message,
            SessionValues session,
            long version,
            Coverage coverage,
            Map<String, TableSnapshot> tables,
            List<PendingWrite> pending,
            List<WriteResult> results) {
        this(generation, status, message, session, version, coverage, tables, pending, results, null);
    }

    /// The table, empty if the client has none of that name.
    public TableSnapshot table(String record) {
        TableSnapshot table = tables.get(record);
        return table == null ? TableSnapshot.empty(record) : table;
    }

    /// The ids of a record's rows that the client knows of, sorted: those that it shows, or the spaces it follows.
    public List<Long> knownIds(String record) {
        Coverage.Spaces spaces = coverage.spaces();
        return spaces != null && spaces.topic().spaceRecord().equals(record)
                ? spaces.open().stream().sorted().toList()
                : table(record).shown().stream().map(Row::id).toList();
    }

    /// Whether a pending edit is of a row that is not in the client's view (any more): nothing shows it, and the
    /// server will refuse it.
    public boolean hasLeft(PendingWrite write) {
        boolean waits =
                write.state() != PendingWrite.State.CONFIRMED && write.id() > 0 && coverage.covers(write.record());
        return waits && table(write.record()).synced().stream().noneMatch(row -> row.id() == write.id());
    }

    /// The same at another generation.
    public ReplicaSnapshot withGeneration(long other) {
        return other == generation
                ? this
                : new ReplicaSnapshot(
                        other, status, message, session, version, coverage, tables, pending, results, chain);
    }

    /// What is left to see when the client was killed: who it was.
    public ReplicaSnapshot killed() {
        return new ReplicaSnapshot(
                generation + 1,
                Status.OFFLINE,
                "Killed. What it kept waits for a restart.",
                session,
                0,
                coverage,
                Map.of(),
                List.of(),
                List.of());
    }
}

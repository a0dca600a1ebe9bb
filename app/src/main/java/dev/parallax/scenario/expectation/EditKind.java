package dev.parallax.scenario.expectation;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import java.util.Locale;

/// What became of a client's edits, as far back as it remembers.
public enum EditKind {
    /// Waiting for the server, or for somebody's decision.
    PENDING,
    ACCEPTED,
    REJECTED,
    /// Accepted, and it wrote over what others had changed meanwhile.
    OVERWRITING,
    /// Waiting for a decision.
    CONFLICTING;

    /// As a sentence writes it: `pending`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    long count(ReplicaSnapshot snapshot) {
        return switch (this) {
            case PENDING -> snapshot.pending().size();
            case ACCEPTED ->
                snapshot.results().stream().filter(WriteResult::accepted).count();
            case REJECTED ->
                snapshot.results().stream().filter(result -> !result.accepted()).count();
            case OVERWRITING ->
                snapshot.results().stream()
                        .filter(result -> result.overwrote() != null)
                        .count();
            case CONFLICTING ->
                snapshot.pending().stream()
                        .filter(write -> write.state() == PendingWrite.State.CONFLICT)
                        .count();
        };
    }
}

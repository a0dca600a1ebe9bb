package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.client.PendingWrite.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Local edits from the moment they are made until the synced rows contain them. Confined to its client.
///
/// An edit is *queued*, then *in flight* (one at a time, in order), then *confirmed* by the server, and leaves
/// once the synced rows are as new as its version: so what a person sees never flickers back. A refused edit
/// leaves at once, and with a refused create the edits of the row that never was.
final class Outbox {
    /// More local edits than a person makes offline; further ones are refused at once.
    static final int WRITES_LIMIT = 1_000;
    /// Temporary ids that callers may still hold; past it the oldest are forgotten.
    private static final int REAL_IDS_LIMIT = 1_000;

    private final List<PendingWrite> writes;
    private final Map<Long, Long> realIds;
    private final Deque<WriteResult> results = new ArrayDeque<>();
    private long lastTemporaryId;

    Outbox(OutboxState state) {
        this.writes = new ArrayList<>(state.writes());
        this.realIds = new LinkedHashMap<>(state.realIds());
        this.lastTemporaryId = state.lastTemporaryId();
        writes.replaceAll(write -> write.state() == State.IN_FLIGHT ? with(write, State.QUEUED) : write);
    }

    OutboxState state() {
        return new OutboxState(writes, lastTemporaryId, realIds);
    }

    List<PendingWrite> pending() {
        return List.copyOf(writes);
    }

    /// How the newest writes ended, oldest first.
    List<WriteResult> results() {
        return List.copyOf(results);
    }

    /// @return the refusal, if there is no room
    Optional<WriteResult> add(Event.Write write) {
        boolean creates = write.kind() == WriteKind.CREATE;
        if (writes.size() >= WRITES_LIMIT) {
            return Optional.of(ended(new WriteResult(
                    write.requestId(),
                    write.record(),
                    write.id(),
                    write.kind(),
                    false,
                    "Not kept: " + WRITES_LIMIT + " local edits already wait for the server.",
                    0)));
        }
        long id = creates ? --lastTemporaryId : realIds.getOrDefault(write.id(), write.id());
        writes.add(new PendingWrite(
                write.requestId(), write.kind(), write.record(), id, write.fields(), State.QUEUED, 0, 0));
        return Optional.empty();
    }

    /// The write whose turn it is; null while one is in flight or none waits.
    @Nullable
    PendingWrite next() {
        for (PendingWrite write : writes) {
            if (write.state() == State.IN_FLIGHT) {
                return null;
            }
            if (write.state() == State.QUEUED) {
                return write;
            }
        }
        return null;
    }

    void sent(UUID requestId) {
        replace(
                requestId,
                write -> new PendingWrite(
                        write.requestId(),
                        write.kind(),
                        write.record(),
                        write.id(),
                        write.fields(),
                        State.IN_FLIGHT,
                        write.attempts() + 1,
                        0));
    }

    /// Nobody knows whether the server did it: it goes again, with the same request id.
    void unanswered(UUID requestId) {
        replace(requestId, write -> with(write, State.QUEUED));
    }

    /// The server did it.
    ///
    /// @param row as the server answered, or null
    WriteResult confirmed(PendingWrite write, long version, long id, @Nullable Row row) {
        if (id != write.id()) {
            realIds.put(write.id(), id);
            if (realIds.size() > REAL_IDS_LIMIT) {
                realIds.remove(realIds.keySet().iterator().next());
            }
        }
        Map<String, @Nullable Object> fields = row == null ? write.fields() : row.asMap();
        writes.replaceAll(each -> {
            if (each.requestId().equals(write.requestId())) {
                return new PendingWrite(
                        each.requestId(),
                        each.kind(),
                        each.record(),
                        id,
                        fields,
                        State.CONFIRMED,
                        each.attempts(),
                        version);
            }
            return concerns(each, write) ? withId(each, id) : each;
        });
        String sentence = write.record() + " " + id + " " + write.kind().verb() + "d.";
        return ended(new WriteResult(write.requestId(), write.record(), id, write.kind(), true, sentence, version));
    }

    /// The server refused it.
    ///
    /// @return its result, then those of the edits that cannot be done without it
    List<WriteResult> rejected(PendingWrite refused, String sentence) {
        List<WriteResult> ended = new ArrayList<>();
        ended.add(rejection(refused, sentence));
        writes.removeIf(write -> write.requestId().equals(refused.requestId()));
        if (refused.kind() == WriteKind.CREATE) {
            writes.stream()
                    .filter(write -> concerns(write, refused))
                    .forEach(write -> ended.add(rejection(write, "The row was never created: " + sentence)));
            writes.removeIf(write -> concerns(write, refused));
        }
        return ended;
    }

    /// Drops what the synced rows now contain.
    ///
    /// @param version everything up to it is in the synced rows
    void settle(long version) {
        writes.removeIf(write -> write.state() == State.CONFIRMED && write.version() <= version);
    }

    private WriteResult rejection(PendingWrite write, String sentence) {
        return ended(new WriteResult(write.requestId(), write.record(), write.id(), write.kind(), false, sentence, 0));
    }

    private WriteResult ended(WriteResult result) {
        results.addLast(result);
        if (results.size() > ReplicaSnapshot.RESULTS_LIMIT) {
            results.removeFirst();
        }
        return result;
    }

    private void replace(UUID requestId, UnaryOperator<PendingWrite> change) {
        writes.replaceAll(write -> write.requestId().equals(requestId) ? change.apply(write) : write);
    }

    private static boolean concerns(PendingWrite write, PendingWrite create) {
        return write.id() == create.id() && write.id() < 0 && write.record().equals(create.record());
    }

    private static PendingWrite with(PendingWrite write, State state) {
        return new PendingWrite(
                write.requestId(),
                write.kind(),
                write.record(),
                write.id(),
                write.fields(),
                state,
                write.attempts(),
                write.version());
    }

    private static PendingWrite withId(PendingWrite write, long id) {
        return new PendingWrite(
                write.requestId(),
                write.kind(),
                write.record(),
                id,
                write.fields(),
                write.state(),
                write.attempts(),
                write.version());
    }
}

package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.client.PendingWrite.State;
import dev.parallax.wire.PushResult.Overwrote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Local edits from the moment they are made until the synced rows contain them. Confined to its client.
///
/// An edit is *queued*, and kept in the device's storage before anything else; then *in flight*, in order; then
/// *confirmed* by the server, and leaves once the synced rows are as new as its version: so what a person sees
/// never flickers back. A refused edit leaves at once, and with a refused create the edits of the row that never
/// was. An edit in *conflict* holds back later ones of its row until somebody decides.
final class Outbox {
    /// More local edits than a person makes offline; further ones are refused at once.
    static final int WRITES_LIMIT = 1_000;
    /// Temporary ids that callers may still hold; past it the oldest are forgotten.
    private static final int REAL_IDS_LIMIT = 1_000;

    private record RowKey(String record, long id) {}

    private final List<PendingWrite> writes;
    private final Map<Long, Long> realIds;
    private final Deque<WriteResult> results = new ArrayDeque<>();
    private final OutboxJournal journal;
    private long lastTemporaryId;

    Outbox(OutboxState state, EffectList effects) {
        this.writes = new ArrayList<>(state.writes());
        this.realIds = new LinkedHashMap<>(state.realIds());
        this.lastTemporaryId = state.lastTemporaryId();
        this.journal = new OutboxJournal(effects, this::state);
        writes.replaceAll(write -> write.state() == State.IN_FLIGHT ? write.queued() : write);
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

    /// @param synced the row that the edit is made on as the server sent it, or null
    /// @return the refusal, if there is no room
    Optional<WriteResult> add(Event.Write write, @Nullable Row synced) {
        long id = write.kind() == WriteKind.CREATE ? lastTemporaryId - 1 : realId(write.id());
        PendingWrite made = PendingWrite.made(write, id, synced == null ? 0 : synced.version());
        if (writes.size() >= WRITES_LIMIT) {
            return Optional.of(ended(WriteResult.refused(
                    made, "Not kept: " + WRITES_LIMIT + " local edits already wait for the server.")));
        }
        lastTemporaryId = Math.min(lastTemporaryId, id);
        writes.add(made);
        journal.toBeSent(made);
        return Optional.empty();
    }

    /// What a temporary id became; any other id as it is.
    long realId(long id) {
        return realIds.getOrDefault(id, id);
    }

    /// Edits are in the device's storage now.
    void saved(long save) {
        journal.saved(save);
    }

    /// The device could not keep some edits: they are refused, for they might be lost.
    ///
    /// @return their results
    List<WriteResult> saveFailed(long save, String reason) {
        Set<UUID> lost = journal.failed(save);
        return pending().stream()
                .filter(write -> lost.contains(write.requestId()))
                .flatMap(write -> rejected(write, "Not kept: " + reason + ".").stream())
                .toList();
    }

    /// The write whose turn it is; null while one is in flight or none waits.
    @Nullable
    PendingWrite next() {
        List<PendingWrite> batch = batch(1);
        return batch.isEmpty() ? null : batch.getFirst();
    }

    /// The writes whose turn it is, in order, at most one of each row, so that each can be made on the outcome of
    /// the one before it; none while any is in flight.
    List<PendingWrite> batch(int limit) {
        List<PendingWrite> batch = new ArrayList<>();
        Set<RowKey> inConflict = new HashSet<>();
        Set<RowKey> taken = new HashSet<>();
        for (PendingWrite write : writes) {
            RowKey row = new RowKey(write.record(), write.id());
            switch (write.state()) {
                case IN_FLIGHT -> {
                    return List.of();
                }
                case CONFLICT -> inConflict.add(row);
                case CONFIRMED -> {}
                case QUEUED -> {
                    if (inConflict.contains(row)) {
                        continue;
                    }
                    if (batch.size() == limit || !journal.isDurable(write.requestId()) || !taken.add(row)) {
                        return batch;
                    }
                    batch.add(write);
                }
            }
        }
        return batch;
    }

    void sent(UUID requestId) {
        replace(requestId, PendingWrite::sent);
    }

    /// Nobody knows whether the server did it: it goes again, under the same key.
    void unanswered(UUID requestId) {
        replace(requestId, PendingWrite::queued);
    }

    /// The server did it.
    ///
    /// @param row as the server answered, or null
    WriteResult confirmed(PendingWrite write, long version, long id, @Nullable Row row) {
        return confirmed(write, version, id, row, null);
    }

    /// See [#confirmed(PendingWrite, long, long, Row)].
    ///
    /// @param overwrote what it wrote over, if the server said so
    WriteResult confirmed(PendingWrite write, long version, long id, @Nullable Row row, @Nullable Overwrote overwrote) {
        Map<String, @Nullable Object> content = row == null ? write.fields() : row.asMap();
        replace(write.requestId(), each -> each.confirmed(id, content, version));
        journal.answered(write.requestId());
        if (id != write.id()) {
            remember(write.id(), id);
            writes.replaceAll(each -> concerns(each, write) ? each.based(id, version) : each);
            writes.stream()
                    .filter(each -> each.state() != State.CONFIRMED && each.id() == id)
                    .filter(each -> each.record().equals(write.record()))
                    .forEach(journal::changed);
        }
        String sentence = write.record() + " " + id + " " + write.kind().verb() + "d.";
        return ended(new WriteResult(
                write.requestId(), write.record(), id, write.kind(), true, sentence, version, overwrote));
    }

    /// The server refused it.
    ///
    /// @return its result, then those of the edits that cannot be done without it
    List<WriteResult> rejected(PendingWrite refused, String sentence) {
        List<WriteResult> ended = new ArrayList<>();
        ended.add(drop(refused, sentence));
        if (refused.kind() == WriteKind.CREATE) {
            pending().stream()
                    .filter(write -> concerns(write, refused))
                    .forEach(write -> ended.add(drop(write, "The row was never created: " + sentence)));
        }
        return ended;
    }

    /// The row had changed, and the server leaves the decision to the person.
    void collided(PendingWrite write, Conflict conflict) {
        replace(write.requestId(), each -> each.inConflict(conflict));
        find(write.requestId()).ifPresent(journal::changed);
    }

    /// Sends an edit in conflict again, now made on the server's row.
    ///
    /// @param changeId never used before
    private void keepMine(UUID requestId, UUID changeId) {
        Conflict conflict = conflict(requestId);
        if (conflict != null) {
            replace(requestId, write -> write.again(changeId, conflict.theirs().version()));
            find(requestId).ifPresent(journal::toBeSent);
        }
    }

    /// Gives an edit in conflict up.
    private Optional<WriteResult> takeTheirs(UUID requestId) {
        if (conflict(requestId) == null) {
            return Optional.empty();
        }
        return find(requestId).map(write -> drop(write, "Given up for the server's row."));
    }

    /// What an event about a conflict leads to.
    Optional<WriteResult> resolve(Event.Resolution event) {
        return switch (event) {
            case Event.KeepMine mine -> {
                keepMine(mine.requestId(), mine.changeId());
                yield Optional.empty();
            }
            case Event.TakeTheirs theirs -> takeTheirs(theirs.requestId());
        };
    }

    /// Drops what the synced rows now contain.
    ///
    /// @param version everything up to it is in the synced rows
    void settle(long version) {
        settleIf(write -> write.version() <= version);
    }

    /// Drops the confirmed writes that the synced rows now contain.
    void settleIf(Predicate<PendingWrite> contained) {
        writes.removeIf(write -> write.state() == State.CONFIRMED && contained.test(write));
    }

    private Optional<PendingWrite> find(UUID requestId) {
        return writes.stream()
                .filter(write -> write.requestId().equals(requestId))
                .findFirst();
    }

    private @Nullable Conflict conflict(UUID requestId) {
        return find(requestId).map(PendingWrite::conflict).orElse(null);
    }

    private void remember(long temporaryId, long id) {
        realIds.put(temporaryId, id);
        journal.gotRealId(temporaryId, id);
        if (realIds.size() > REAL_IDS_LIMIT) {
            long oldest = realIds.keySet().iterator().next();
            realIds.remove(oldest);
            journal.forgotRealId(oldest);
        }
    }

    private WriteResult drop(PendingWrite write, String sentence) {
        writes.removeIf(each -> each.requestId().equals(write.requestId()));
        journal.answered(write.requestId());
        return ended(WriteResult.refused(write, sentence));
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
}

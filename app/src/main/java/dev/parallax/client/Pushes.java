package dev.parallax.client;

import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Problem;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushedChange;
import dev.parallax.wire.RowJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The local edits that one request of a changelog client carries, and what becomes of them. Confined to its client.
final class Pushes {
    /// Edits in one request: many, and still far below what a request may weigh.
    private static final int BATCH_LIMIT = 100;

    private final Outbox outbox;
    private final EffectList effects;
    private final Map<String, PendingWrite> pushed = new LinkedHashMap<>();
    private int limit = BATCH_LIMIT;

    Pushes(Outbox outbox, EffectList effects) {
        this.outbox = outbox;
        this.effects = effects;
    }

    boolean isWaiting() {
        return !outbox.batch(1).isEmpty();
    }

    /// Takes what is to be sent now.
    List<PushedChange> take() {
        outbox.batch(limit).forEach(write -> {
            pushed.put(write.changeId().toString(), write);
            outbox.sent(write.requestId());
        });
        return pushed.values().stream().map(Pushes::change).toList();
    }

    /// No answer came: all of it goes again, under the same ids.
    void unanswered() {
        pushed.values().forEach(write -> outbox.unanswered(write.requestId()));
        pushed.clear();
    }

    /// @throws InvalidJsonException if a row in conflict makes no sense
    void answered(List<PushResult> results) {
        for (PushResult result : results) {
            PendingWrite write = pushed.remove(result.changeId());
            if (write != null) {
                answered(write, result);
            }
        }
        // Whatever has no result was not looked at.
        unanswered();
        limit = BATCH_LIMIT;
    }

    /// The server would not even read the request. If it carried one edit, that one is at fault; of several, fewer go
    /// next time.
    ///
    /// @return false if it carried none
    boolean refused(String sentence) {
        int size = pushed.size();
        if (size == 1) {
            outbox.rejected(pushed.values().iterator().next(), sentence).forEach(effects::ended);
            pushed.clear();
        }
        limit = Math.max(1, size / 2);
        unanswered();
        return size > 0;
    }

    private void answered(PendingWrite write, PushResult result) {
        Problem error = result.error();
        Long version = result.version();
        Long id = result.id();
        Conflict conflict = conflict(write, result);
        if (conflict != null) {
            outbox.collided(write, conflict);
        } else if (result.status() == PushResult.Status.REJECTED) {
            String sentence = error == null ? "The server refused it." : error.detail();
            outbox.rejected(write, sentence).forEach(effects::ended);
        } else {
            effects.ended(outbox.confirmed(
                    write, version == null ? 0 : version, id == null ? write.id() : id, null, result.overwrote()));
        }
    }

    private static @Nullable Conflict conflict(PendingWrite write, PushResult result) {
        Problem error = result.error();
        return error != null && error.code() == Problem.Code.CONFLICT && result.row() != null
                ? new Conflict(RowJson.decode(write.record(), result.row()), error.detail())
                : null;
    }

    private static PushedChange change(PendingWrite write) {
        String op = switch (write.kind()) {
            case CREATE -> PushedChange.INSERT;
            case UPDATE -> PushedChange.UPDATE;
            case DELETE -> PushedChange.DELETE;
        };
        return new PushedChange(
                write.changeId().toString(),
                write.record(),
                op,
                write.id(),
                write.kind() == WriteKind.DELETE ? null : RowJson.encode(write.fields()),
                write.baseVersion() == 0 ? null : (Long) write.baseVersion());
    }
}

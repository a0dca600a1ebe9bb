package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Carries the outbox to the server: one write at a time, in order, each until it is answered. Confined to its
/// client.
final class WriteSender {
    private final Outbox outbox;
    private final EffectList effects;
    private final Backoff backoff;
    private @Nullable PendingWrite outstanding;
    private long request;

    WriteSender(Outbox outbox, EffectList effects, Backoff backoff) {
        this.outbox = outbox;
        this.effects = effects;
        this.backoff = backoff;
    }

    /// Sends the next write if it is time.
    void pump(String sessionId) {
        PendingWrite next = outbox.next();
        if (next == null || outstanding != null || effects.isArmed(Timer.RESEND)) {
            return;
        }
        ObjectNode body = RowJson.encode(next.fields());
        if (next.kind() != WriteKind.CREATE) {
            body.put("id", next.id());
        }
        body.put("requestId", next.changeId().toString());
        outstanding = next;
        outbox.sent(next.requestId());
        request = effects.request("/db/" + next.kind().verb() + next.record(), sessionId, body);
    }

    boolean owns(long number) {
        return outstanding != null && number == request;
    }

    /// The connection is gone, or closed on purpose: what was outstanding goes again later.
    void cut() {
        effects.disarm(Timer.RESEND);
        backoff.reset();
        if (outstanding != null) {
            effects.add(new Effect.CancelRequest(request));
            outbox.unanswered(outstanding.requestId());
            outstanding = null;
        }
    }

    void unanswered() {
        retryLater();
    }

    /// @return whether the answer says that the session is over
    boolean answered(int status, String body) {
        PendingWrite write = outstanding;
        if (write == null) {
            return false;
        }
        switch (status) {
            case 200, 201 -> confirmed(write, body);
            case 400, 403, 404, 409, 413, 422 -> {
                outstanding = null;
                backoff.reset();
                report(outbox.rejected(write, Answers.sentence(status, body)));
            }
            case 401 -> {
                cut();
                return true;
            }
            default -> retryLater();
        }
        return false;
    }

    private void confirmed(PendingWrite write, String body) {
        try {
            ObjectNode answer = Json.parseObject(body);
            JsonNode version = answer.path("version");
            if (!version.isIntegralNumber()) {
                throw new InvalidJsonException("`version` must be an integer");
            }
            Row row = answer.get("row") instanceof ObjectNode node ? RowJson.decode(write.record(), node) : null;
            long id = row == null ? answer.path("id").asLong(write.id()) : row.id();
            outstanding = null;
            backoff.reset();
            report(List.of(outbox.confirmed(write, version.longValue(), id, row)));
        } catch (InvalidJsonException e) {
            retryLater();
        }
    }

    private void report(List<WriteResult> results) {
        results.forEach(effects::ended);
    }

    private void retryLater() {
        if (outstanding != null) {
            outbox.unanswered(outstanding.requestId());
            outstanding = null;
            effects.arm(Timer.RESEND, backoff.nextMillis());
        }
    }
}

package dev.parallax.client;

import dev.parallax.wire.InvalidJsonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries the outbox to the server: one write at a time, in order, each until it is answered. Confined to its
/// client.
final class WriteSender {
    private final WriteCalls calls;
    private final Outbox outbox;
    private final EffectList effects;
    private final Backoff backoff;
    private @Nullable PendingWrite outstanding;
    private long request;

    WriteSender(WriteCalls calls, Outbox outbox, EffectList effects, Backoff backoff) {
        this.calls = calls;
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
        outstanding = next;
        outbox.sent(next.requestId());
        request = effects.request(calls.path(next), sessionId, calls.body(next));
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
            WriteCalls.Done done = calls.read(write, body);
            outstanding = null;
            backoff.reset();
            report(List.of(outbox.confirmed(write, done.version(), done.id(), done.row())));
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

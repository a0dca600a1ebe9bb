package dev.parallax.client;

import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.SyncPage;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// A catch-up, page by page, and what arrives meanwhile. Confined to its client.
final class CatchUp {
    /// What an answer leads to.
    enum Step {
        ASK_ON,
        /// Something happened meanwhile that the pages may have missed.
        START_AGAIN,
        DONE,
        RETRY,
        SIGNED_OUT,
        /// The session is not the one that was named in the request.
        OTHER_SESSION
    }

    /// @param reason a sentence, only with RETRY
    record Outcome(Step step, String reason) {
        private static Outcome of(Step step) {
            return new Outcome(step, "");
        }
    }

    private final EffectList effects;
    private final Replica replica;
    private final DeltaBuffer buffer = new DeltaBuffer();
    private long request;
    private boolean onceMore;

    CatchUp(EffectList effects, Replica replica) {
        this.effects = effects;
        this.replica = replica;
    }

    /// A new socket: its deltas count from 1.
    void restart() {
        if (request != 0) {
            effects.add(new Effect.CancelRequest(request));
        }
        request = 0;
        onceMore = false;
        buffer.restart();
    }

    void begin() {
        onceMore = false;
    }

    void ask(String sessionId, ObjectNode body) {
        request = effects.request("/sync", sessionId, body);
    }

    /// Whether this is the answer that is waited for; it is then no longer.
    boolean takes(long number) {
        boolean mine = request != 0 && number == request;
        if (mine) {
            request = 0;
        }
        return mine;
    }

    boolean isAsking() {
        return request != 0;
    }

    /// What the pages so far say may be too old: one more catch-up must follow.
    void demandAnother() {
        onceMore = true;
    }

    /// @return false if a delta before this one is missing
    boolean inSequence(Delta delta) {
        return buffer.inSequence(delta);
    }

    void keep(Delta delta) {
        if (!buffer.keep(delta)) {
            onceMore = true;
        }
    }

    Outcome answered(int status, String body) {
        return switch (status) {
            case 200 -> {
                try {
                    yield apply(SyncPage.fromJson(Json.parseObject(body)));
                } catch (InvalidJsonException e) {
                    yield new Outcome(Step.RETRY, "The server sent a page that makes no sense: " + e.getMessage());
                }
            }
            case 401 -> Outcome.of(Step.SIGNED_OUT);
            case 403 -> Outcome.of(onceMore ? Step.START_AGAIN : Step.OTHER_SESSION);
            // The server cannot read the cursor: start again from nothing rather than never.
            case 400, 422 -> {
                replica.clear();
                yield new Outcome(Step.RETRY, Answers.sentence(status, body));
            }
            default -> new Outcome(Step.RETRY, Answers.sentence(status, body));
        };
    }

    /// Keeps the page, and its cursors with it.
    private Outcome apply(SyncPage page) {
        var before = replica.cursors();
        replica.apply(page);
        if (page.hasMore()) {
            // Asking on without progress would never end.
            return before.equals(replica.cursors())
                    ? new Outcome(Step.RETRY, "The server promised more but sent nothing new.")
                    : Outcome.of(Step.ASK_ON);
        }
        replica.complete(page.version());
        return Outcome.of(onceMore ? Step.START_AGAIN : Step.DONE);
    }

    /// Hands out what the last page did not contain.
    void drain(Consumer<Delta> to) {
        buffer.drainNewerThan(replica.version(), to);
    }
}

package dev.parallax.server.front;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage.FromClient;
import dev.parallax.wire.CursorMessage.Pong;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import java.util.List;

/// One live stream of the cursor dialect: turns what the engine says into frames, and answers what the client says.
/// Thread-safe; the client's messages come one after the other.
public final class CursorStream implements Subscriber {
    /// PROTOCOL's close code for a session that is over.
    public static final int SESSION_ENDED = 4401;

    private static final int POLICY_VIOLATION = 1008;

    /// A program that sends so much nonsense does not speak this protocol.
    private static final int INVALID_MESSAGES_LIMIT = 20;

    private static final String PONG = CursorJson.encode(new Pong());

    private final Outbound outbound;
    private final Counts counts;
    private final long messageBytesLimit;
    private int invalidMessages;
    private volatile long acknowledged;

    /// @param messageBytesLimit a delta that would be larger is not even encoded: the client catches up instead
    CursorStream(Outbound outbound, Counts counts, long messageBytesLimit) {
        this.outbound = outbound;
        this.counts = counts;
        this.messageBytesLimit = messageBytesLimit;
    }

    /// Sends the first message; what was delivered before waits behind it.
    void open(String connected) {
        outbound.put(queue -> queue.open(connected));
    }

    @Override
    public void deliver(Delivery delivery) {
        String head = delivery.encodedOnce(CursorDialect.NAME, this::head);
        outbound.put(queue -> {
            if (head.isEmpty()) {
                queue.overflow();
                counts.overflowed();
            } else if (queue.offerDelta(head)) {
                counts.delivered();
            } else {
                counts.overflowed();
            }
        });
    }

    @Override
    public void resync(List<String> tables, Reason reason) {
        offer(CursorDialect.syncRequired(tables, reason));
    }

    @Override
    public void ended() {
        Problem problem = Problem.of(Code.AUTH_ERROR, "the session has ended");
        outbound.finish(CursorDialect.error(problem), SESSION_ENDED, "session ended");
    }

    /// @param frame the same text for every connection
    void heartbeat(String frame) {
        outbound.put(queue -> queue.heartbeat(frame));
    }

    /// Answers a text message.
    public void receive(String text) {
        try {
            switch (CursorJson.decodeFromClient(text)) {
                case FromClient.Ping ignored -> offer(PONG);
                case FromClient.Ack ack -> acknowledge(ack.version() == null ? 0 : ack.version());
            }
        } catch (InvalidJsonException e) {
            refuse(e.getMessage());
        }
    }

    /// Answers a message that cannot be read, and parts with a client that sends too many.
    public void refuse(String sentence) {
        invalidMessages++;
        String frame = CursorDialect.error(Problem.of(Code.INVALID, sentence));
        if (invalidMessages > INVALID_MESSAGES_LIMIT) {
            outbound.finish(frame, POLICY_VIOLATION, "too many invalid messages");
        } else {
            offer(frame);
        }
    }

    /// The version up to which the client says it has applied everything, 0 if it never said so.
    long acknowledged() {
        return acknowledged;
    }

    private void offer(String frame) {
        outbound.put(queue -> {
            if (!queue.offer(frame)) {
                counts.overflowed();
            }
        });
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the socket's own thread writes it
    private void acknowledge(long version) {
        acknowledged = Math.max(acknowledged, version);
    }

    /// The head of the delta, or nothing if it would be too large. Runs once for all subscribers of the delivery.
    private String head(Delivery delivery) {
        long characters = 0;
        for (ScopedChange change : delivery.changes()) {
            Row row = change.row();
            for (int index = 0; row != null && index < row.shape().fields().size(); index++) {
                characters += row.get(index) instanceof String text ? text.length() : 0;
            }
        }
        return characters * Character.BYTES > messageBytesLimit ? "" : CursorDialect.deltaHead(delivery);
    }
}

package dev.parallax.server.front;

import dev.parallax.wire.CursorJson;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one connection: bounded, in order, and without threads. Confined to the lock of its
/// [Connection].
///
/// States, in this order:
/// - *held*: frames gather, none leaves, until [#open] puts the first frame before them all;
/// - *open*: frames leave in order;
/// - *finished*: what waited is dropped, one last frame may leave, and nothing is accepted any more.
///
/// Guarantees:
/// - When a limit would be passed, everything that waits (the first frame apart) is replaced by **one** instruction to
///   resynchronise. What comes later queues behind it, so nothing is lost: the client catches up and then follows.
/// - `seq` is given to a delta when it leaves, so the numbers that a client sees have no hole, overflow or not.
/// - Of heartbeats only the newest is kept, and it leaves when nothing else waits. A heartbeat says "all up to V has
///   been sent": sent late it is still true, and a slow connection gathers none.
final class OutboundQueue {
    /// The most memory that a character takes.
    private static final int BYTES_PER_CHARACTER = 2;

    private final Supplier<String> overflowFrame;
    private final BoundedQueue<Waiting> waiting;

    private boolean open;
    private boolean finished;
    private @Nullable String first;
    private @Nullable String last;
    private @Nullable String heartbeat;
    private long sequence;

    /// @param delta whether `text` is the head of a delta that still needs its `seq`
    private record Waiting(String text, boolean delta) {
        long bytes() {
            return (long) BYTES_PER_CHARACTER * text.length();
        }
    }

    /// @param overflowFrame makes the instruction to resynchronise everything that there is by then
    OutboundQueue(int messagesLimit, long bytesLimit, Supplier<String> overflowFrame) {
        this.waiting = new BoundedQueue<>(messagesLimit, bytesLimit);
        this.overflowFrame = overflowFrame;
    }

    /// Lets frames leave, `frame` before all others.
    void open(String frame) {
        if (!finished) {
            first = frame;
            open = true;
        }
    }

    /// @return false if it did not fit and everything that waited was replaced by the instruction to resynchronise
    boolean offer(String frame) {
        return offer(new Waiting(frame, false));
    }

    /// @param head of a delta, without its `seq`
    /// @return false as [#offer(String)]
    boolean offerDelta(String head) {
        return offer(new Waiting(head, true));
    }

    /// Replaces the heartbeat that waits, if one does.
    void heartbeat(String frame) {
        if (!finished) {
            heartbeat = frame;
        }
    }

    /// Drops what waits and accepts nothing more.
    ///
    /// @param frame the last to leave, or null
    void finish(@Nullable String frame) {
        if (!finished) {
            finished = true;
            waiting.clear();
            heartbeat = null;
            last = frame;
        }
    }

    /// Replaces everything that waits by the instruction to resynchronise.
    void overflow() {
        if (!finished) {
            waiting.overflow();
            instruct();
        }
    }

    /// The next frame to send, or null.
    @Nullable
    String poll() {
        if (!open && !finished) {
            return null;
        }
        if (first != null) {
            String frame = first;
            first = null;
            return frame;
        }
        Waiting next = waiting.poll();
        if (next != null) {
            return next.delta() ? CursorJson.encodeDelta(next.text(), ++sequence) : next.text();
        }
        String frame = finished ? last : heartbeat;
        last = null;
        heartbeat = null;
        return frame;
    }

    /// Whether [#poll] would give nothing.
    boolean isEmpty() {
        return waiting.isEmpty() && first == null && last == null && heartbeat == null;
    }

    boolean isFinished() {
        return finished;
    }

    /// Messages that wait, a heartbeat apart.
    int depth() {
        return waiting.depth();
    }

    /// Memory that they take, at most.
    long bytes() {
        return waiting.bytes();
    }

    /// Deltas that left.
    long sequence() {
        return sequence;
    }

    /// How often everything was dropped.
    long overflows() {
        return waiting.overflows();
    }

    private boolean offer(Waiting message) {
        if (finished) {
            return true;
        }
        if (waiting.offer(message, message.bytes())) {
            return true;
        }
        instruct();
        return false;
    }

    private void instruct() {
        Waiting instruction = new Waiting(overflowFrame.get(), false);
        waiting.add(instruction, instruction.bytes());
    }
}

package dev.parallax.recording;

import dev.parallax.network.WireTap;
import dev.parallax.recording.WireMessage.Direction;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest messages of one client's wire; the oldest go first when it is full, and are counted. Thread-safe.
public final class WireLog implements WireTap {
    /// More than a person scrolls through.
    public static final int MESSAGES_LIMIT = 500;
    /// For one client; many clients share [#ALL_BYTES_LIMIT].
    public static final int BYTES_LIMIT = 1 << 20;
    /// What the wires of a whole fleet may hold.
    public static final int ALL_BYTES_LIMIT = 96 << 20;
    /// Even in the largest fleet a client keeps a few messages.
    private static final int BYTES_MIN = 8 << 10;

    private final InstantSource clock;
    private final Deque<WireMessage> messages = new ArrayDeque<>();
    private int bytes;
    private int bytesLimit = BYTES_LIMIT;
    private long dropped;
    private WireTotals totals = WireTotals.NONE;

    public WireLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void sent(String channel, String text) {
        add(Direction.SENT, channel, text);
    }

    @Override
    public void received(String channel, String text) {
        add(Direction.RECEIVED, channel, text);
    }

    /// Oldest first.
    public synchronized List<WireMessage> messages() {
        return List.copyOf(messages);
    }

    /// Everything so far.
    public synchronized WireTotals totals() {
        return totals;
    }

    /// How many messages were let go because the log was full.
    public synchronized long dropped() {
        return dropped;
    }

    /// Gives this log its share among so many clients.
    public synchronized void share(int clients) {
        bytesLimit = Math.clamp(ALL_BYTES_LIMIT / Math.max(1, clients), BYTES_MIN, BYTES_LIMIT);
        trim();
    }

    private void add(Direction direction, String channel, String text) {
        int size = utf8Length(text);
        WireMessage message = new WireMessage(clock.instant(), direction, channel, text, size);
        synchronized (this) {
            messages.addLast(message);
            bytes += size;
            boolean isSent = direction == Direction.SENT;
            totals = totals.plus(new WireTotals(isSent ? 1 : 0, isSent ? 0 : 1, size));
            trim();
        }
    }

    /// The newest message stays, however long it is.
    private void trim() {
        while (messages.size() > 1 && (messages.size() > MESSAGES_LIMIT || bytes > bytesLimit)) {
            bytes -= messages.removeFirst().bytes();
            dropped++;
        }
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

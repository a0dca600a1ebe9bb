package dev.parallax.client;

import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage;
import dev.parallax.wire.CursorMessage.Delta;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Reads the server's messages, and reads what many clients of one process receive only once: the server sends
/// clients with equal permissions the same delta, but for its count at the end. A table of fixed size in which
/// a text's hash decides its place and a newcomer replaces what is there; a text is only taken for known if it
/// is equal. Thread-safe.
public final class FrameReader {
    /// Deltas that may be on their way to the clients of one process at the same time.
    private static final int SLOTS = 1 << 10;

    private static final String COUNT = ",\"seq\":";
    private static final String END = "}}";
    /// A count has at most as many digits as a long.
    private static final int DIGITS_LIMIT = 18;

    private record Known(String head, Delta delta) {}

    private final AtomicReferenceArray<@Nullable Known> slots = new AtomicReferenceArray<>(SLOTS);

    /// @throws dev.parallax.wire.InvalidJsonException if the text is no message
    public CursorMessage read(String text) {
        int count = text.lastIndexOf(COUNT);
        if (count < 0 || !endsWithCount(text, count + COUNT.length())) {
            return CursorJson.decode(text);
        }
        String head = text.substring(0, count);
        int hash = head.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Known known = slots.get(slot);
        if (known != null && known.head().equals(head)) {
            Delta delta = known.delta();
            long sequence = Long.parseLong(text, count + COUNT.length(), text.length() - END.length(), 10);
            return new Delta(delta.rows(), delta.removed(), delta.version(), sequence);
        }
        CursorMessage message = CursorJson.decode(text);
        if (message instanceof Delta delta) {
            slots.set(slot, new Known(head, delta));
        }
        return message;
    }

    /// Whether nothing but digits and the closing braces follows, so that two texts with the same head differ
    /// in the count alone.
    private static boolean endsWithCount(String text, int start) {
        int end = text.length() - END.length();
        if (!text.endsWith(END) || end <= start || end - start > DIGITS_LIMIT || text.charAt(start) == '0') {
            return false;
        }
        return text.substring(start, end).chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}

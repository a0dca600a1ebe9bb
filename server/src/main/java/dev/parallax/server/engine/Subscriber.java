package dev.parallax.server.engine;

import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;

/// One live stream of a session. The calls come one after the other, in version order, on whatever thread
/// publishes; implementations must
/// - return at once: they queue, they never send, wait or throw;
/// - keep the order of the calls;
/// - not call the engine.
public interface Subscriber {
    /// Changes of one commit that the session may see. The same object goes to everyone who sees the same.
    void deliver(Delivery delivery);

    /// The session's permissions changed: what the stream holds of these records must be caught up again.
    void resync(List<String> tables, Reason reason);

    /// The session is over; nothing follows.
    void ended();
}

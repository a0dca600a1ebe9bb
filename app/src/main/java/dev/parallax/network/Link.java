package dev.parallax.network;

import dev.parallax.client.Event;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/// One client's way to the server and back, with its faults. Thread-safe.
final class Link {
    private final FaultyLink there;
    private final FaultyLink back;
    /// Messages whose successors were asked for before they were handled.
    private final Set<Event> early = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private volatile LinkFaults faults = LinkFaults.NONE;

    Link(ScheduledExecutorService timers, long seed) {
        this.there = new FaultyLink(timers, System::nanoTime, new Random(seed));
        this.back = new FaultyLink(timers, System::nanoTime, new Random(seed + 1));
    }

    LinkFaults faults() {
        return faults;
    }

    void set(LinkFaults next) {
        faults = next;
        there.set(next);
        back.set(next);
    }

    /// Something is sent.
    void send(int bytes, Runnable message) {
        there.pass(bytes, false, message);
    }

    /// Something came.
    ///
    /// @return whether the next may be asked for already; [#wasEarly] then says so once
    boolean arrive(Event event, int bytes, Consumer<Event> to) {
        boolean isStreamed = event instanceof Event.SocketMessage || event instanceof Event.StreamMessage;
        if (!isStreamed || faults.isNone()) {
            back.pass(bytes, isStreamed, () -> to.accept(event));
            return false;
        }
        early.add(event);
        boolean isEarly = back.pass(bytes, true, () -> to.accept(event));
        if (!isEarly) {
            early.remove(event);
        }
        return isEarly;
    }

    /// Whether the successor of a message was asked for when it arrived.
    boolean wasEarly(Event event) {
        return early.remove(event);
    }
}

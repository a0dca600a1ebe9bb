package dev.parallax.server.engine;

import java.util.concurrent.atomic.LongAdder;

/// What [Audiences] counts. Thread-safe, and cheap for the one who counts.
final class PublicationCounts {
    private final LongAdder commits = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder changesDelivered = new LongAdder();
    private final LongAdder scopingNanos = new LongAdder();

    void scoped(int changeCount, long nanos) {
        commits.increment();
        changes.add(changeCount);
        scopingNanos.add(nanos);
    }

    void delivered(Delivery delivery, int subscribers) {
        changesDelivered.add((long) subscribers * delivery.changes().size());
    }

    EngineFigures with(Writer writer) {
        return new EngineFigures(
                writer.waiting(),
                writer.groups(),
                writer.grouped(),
                commits.sum(),
                changes.sum(),
                changesDelivered.sum(),
                scopingNanos.sum());
    }
}

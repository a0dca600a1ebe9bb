package dev.parallax.fleet;

import java.util.Collection;
import java.util.List;

/// The clients of the playground. Thread-safe; every method returns at once.
public final class Fleet implements AutoCloseable {
    /// Adds clients for users chosen by the seed.
    public AddTask add(int count) {
        throw new UnsupportedOperationException("not yet: " + count);
    }

    /// Adds clients for these users.
    public AddTask add(List<FleetMember> members) {
        throw new UnsupportedOperationException("not yet: " + members);
    }

    /// Signs clients out and forgets them.
    public void remove(Collection<FleetClient> gone) {
        throw new UnsupportedOperationException("not yet: " + gone);
    }

    /// All clients in number order. Immutable.
    public List<FleetClient> clients() {
        return List.of();
    }

    /// Grows whenever [#clients] changes.
    public long membershipGeneration() {
        return 0;
    }

    public Traffic traffic() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {}
}

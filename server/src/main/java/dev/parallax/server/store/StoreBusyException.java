package dev.parallax.server.store;

/// Too many reads at once; another try may succeed.
public final class StoreBusyException extends RuntimeException {
    StoreBusyException() {
        super("too many reads at once", null, false, false);
    }
}

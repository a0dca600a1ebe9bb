package dev.parallax.server.http;

/// The address could not be listened on.
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTakenException(Throwable cause) {
        super(cause);
    }
}

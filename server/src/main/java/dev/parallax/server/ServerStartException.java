package dev.parallax.server;

/// The server could not be started; the message is one sentence for the person who started it.
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ServerStartException(String message) {
        super(message);
    }

    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}

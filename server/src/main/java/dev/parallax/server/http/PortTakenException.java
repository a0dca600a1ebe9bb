package dev.parallax.server.http;

/// The address could not be listened on.
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PortTakenException(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + "; is another program using that port?", cause);
    }
}

package dev.parallax.server.store;

/// The database cannot be opened or used. The message is one sentence for the person who starts the server.
public final class DatabaseException extends RuntimeException {
    public DatabaseException(String message) {
        super(message);
    }

    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}

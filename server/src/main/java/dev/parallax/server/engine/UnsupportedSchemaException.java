package dev.parallax.server.engine;

/// The schema is right, but asks for something that this server cannot do. The message is one sentence.
public final class UnsupportedSchemaException extends RuntimeException {
    public UnsupportedSchemaException(String message) {
        super(message);
    }
}

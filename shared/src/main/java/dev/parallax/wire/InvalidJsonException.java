package dev.parallax.wire;

/// A message could not be read. The message is one sentence for its sender.
public final class InvalidJsonException extends RuntimeException {
    public InvalidJsonException(String message) {
        super(message);
    }
}

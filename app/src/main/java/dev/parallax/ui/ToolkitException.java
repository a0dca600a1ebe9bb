package dev.parallax.ui;

/// JavaFX could not be started; the message is a sentence for the person who started the program.
public final class ToolkitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ToolkitException(String message, Throwable cause) {
        super(message, cause);
    }
}

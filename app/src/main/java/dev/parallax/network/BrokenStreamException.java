package dev.parallax.network;

import java.io.Serial;

/// A stream cannot be read any further. Its message is a phrase for a person.
public final class BrokenStreamException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenStreamException(String phrase) {
        super(phrase);
    }
}

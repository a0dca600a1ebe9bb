package dev.parallax.client;

/// A device's storage cannot be read or written; the message is a sentence for a person.
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

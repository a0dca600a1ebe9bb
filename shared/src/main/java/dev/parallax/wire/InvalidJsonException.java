package dev.parallax.wire;

/// A message could not be read. The message is one sentence for its sender.
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    public InvalidJsonException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /// One sentence for the sender.
    @Override
    public String getMessage() {
        return sentence;
    }
}

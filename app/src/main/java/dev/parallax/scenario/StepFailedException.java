package dev.parallax.scenario;

/// A step could not be done, or was not as expected. Its message is a sentence for a person.
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StepFailedException(String sentence) {
        super(sentence);
    }
}

package dev.parallax.scenario.file;

import java.util.List;
import java.util.stream.Collectors;

/// A file is no scenario. Its message has a line for each error.
public final class ScenarioException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<ScenarioError> errors;

    public ScenarioException(String fileName, List<ScenarioError> errors) {
        super(errors.stream().map(error -> error.format(fileName)).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    /// At least one, in the order of the file.
    public List<ScenarioError> errors() {
        return errors;
    }
}

package dev.parallax.language;

import java.util.List;
import java.util.stream.Collectors;

/// A source text could not be read as a schema. Its message shows every error with its line and caret.
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<SchemaError> errors;

    public SchemaException(List<SchemaError> errors) {
        super(errors.stream().map(SchemaError::format).collect(Collectors.joining("\n\n")));
        this.errors = List.copyOf(errors);
    }

    /// At least one, in source order.
    public List<SchemaError> errors() {
        return errors;
    }
}

package dev.parallax.server.engine;

import dev.parallax.wire.Problem.FieldError;
import java.util.List;

/// The schema is right, but asks for something that this server cannot do. The message is one sentence.
public final class UnsupportedSchemaException extends RuntimeException {
    private final transient List<FieldError> errors;

    /// @param errors at least one; their paths are `line:column`
    UnsupportedSchemaException(List<FieldError> errors) {
        super("line " + errors.getFirst().path().replace(":", ", column ") + ": "
                + errors.getFirst().message());
        this.errors = List.copyOf(errors);
    }

    /// Each with `line:column` as its path.
    public List<FieldError> errors() {
        return errors;
    }
}

package dev.parallax.server.front;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.List;

/// Reads schemas that come in bodies. Stateless.
final class SchemaText {
    private static final int UNPROCESSABLE = 422;
    private static final String FILE_NAME = "schema.parallax";

    private SchemaText() {}

    /// @param prefix before `line:column` in the paths of errors
    /// @throws ProblemException 422 with every error
    static Schema read(String source, String prefix) {
        return switch (SchemaLanguage.parse(FILE_NAME, source)) {
            case ParseResult.Parsed parsed -> parsed.schema();
            case ParseResult.Rejected rejected ->
                throw wrong(rejected.errors().stream()
                        .map(error -> new FieldError(
                                prefix + error.range().line() + ":"
                                        + error.range().column(),
                                error.sentence()))
                        .toList());
        };
    }

    static ProblemException wrong(List<FieldError> errors) {
        return new ProblemException(new Problem(Code.INVALID, UNPROCESSABLE, "the schema has errors", errors));
    }
}

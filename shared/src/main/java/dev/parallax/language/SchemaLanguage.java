package dev.parallax.language;

import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/// Reads schema texts. Stateless and thread-safe; any text whatever gives a schema or errors, in bounded time and
/// stack.
public final class SchemaLanguage {
    /// UTF-8 bytes of source. A thousand times what a large schema needs, and little enough to parse in a moment.
    public static final int SOURCE_BYTES_LIMIT = 256 * 1024;

    /// And, Or, Not and exists within each other. It bounds the stack of every recursive walk over an expression.
    public static final int NESTING_DEPTH_LIMIT = 64;

    /// Errors reported at once; past that they help nobody.
    public static final int ERRORS_LIMIT = 100;

    /// The braces of the record and of the permission, around every expression.
    private static final int BRACKETS_AROUND_EXPRESSION = 2;

    private SchemaLanguage() {}

    /// @param fileName as error messages shall call the text
    public static ParseResult parse(String fileName, String source) {
        if (source.getBytes(StandardCharsets.UTF_8).length > SOURCE_BYTES_LIMIT) {
            Findings findings = new Findings(new SourceText(fileName, source));
            findings.add(SourceRange.NONE, "the schema is larger than " + SOURCE_BYTES_LIMIT / 1024 + " KiB");
            return new ParseResult.Rejected(findings.errors());
        }
        SourceText text = new SourceText(fileName, source);
        Findings findings = new Findings(text);
        List<? extends Token> tokens = new SchemaLexer(CharStreams.fromString(source)).getAllTokens();
        if (isTooDeep(tokens, text, findings)) {
            return new ParseResult.Rejected(findings.errors());
        }
        SchemaParser parser = new SchemaParser(new CommonTokenStream(new ListTokenSource(tokens)));
        // One token decides nearly everywhere, so the cheaper prediction gives the same trees.
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new ConditionRecovery());
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxErrors(text, tokens, findings));
        Optional<Schema> schema = new SchemaChecker(text, findings).check(parser.file());
        return schema.<ParseResult>map(ParseResult.Parsed::new)
                .orElseGet(() -> new ParseResult.Rejected(findings.errors()));
    }

    /// @throws SchemaException with all errors, if the text is no schema
    public static Schema parseOrThrow(String fileName, String source) {
        return switch (parse(fileName, source)) {
            case ParseResult.Parsed parsed -> parsed.schema();
            case ParseResult.Rejected rejected -> throw new SchemaException(rejected.errors());
        };
    }

    /// Counts brackets before the recursive parser sees them. `record` and `session` are reserved, so wherever they
    /// stand a declaration begins and the count starts anew.
    private static boolean isTooDeep(List<? extends Token> tokens, SourceText text, Findings findings) {
        int depth = 0;
        for (Token token : tokens) {
            switch (token.getType()) {
                case SchemaLexer.SESSION, SchemaLexer.RECORD -> depth = 0;
                case SchemaLexer.LPAREN, SchemaLexer.LBRACE, SchemaLexer.LBRACKET -> depth++;
                case SchemaLexer.RPAREN, SchemaLexer.RBRACE, SchemaLexer.RBRACKET -> depth = Math.max(0, depth - 1);
                default -> {}
            }
            if (depth > NESTING_DEPTH_LIMIT + BRACKETS_AROUND_EXPRESSION) {
                findings.add(text.range(token), "the nesting is deeper than " + NESTING_DEPTH_LIMIT + " levels here");
                return true;
            }
        }
        return false;
    }
}

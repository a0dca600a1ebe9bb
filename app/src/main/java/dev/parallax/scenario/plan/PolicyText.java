package dev.parallax.scenario.plan;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaError;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import java.util.stream.Collectors;

/// Puts another rule into a schema's text. Stateless.
public final class PolicyText {
    private PolicyText() {}

    /// The text of `schema` with another expression for one operation of a record. Operations that
    /// share their rule with it get the new one too.
    ///
    /// @throws IllegalArgumentException if the schema has no such record, or no text of its own for
    /// that rule
    public static String with(Schema schema, Deed.Rule rule) {
        RecordType type = schema.record(rule.record())
                .orElseThrow(() -> new IllegalArgumentException("there is no record `" + rule.record() + "`"));
        SourceRange range = type.permission(rule.operation()).range();
        String source = schema.source();
        boolean written = range.end() > range.start() && !source.startsWith("@public", range.start());
        if (!written) {
            throw new IllegalArgumentException("`" + rule.record() + "` has no `@allow("
                    + rule.operation().keyword() + ")` of its own that could be replaced");
        }
        return source.substring(0, range.start()) + rule.expression().strip() + source.substring(range.end());
    }

    /// @throws IllegalArgumentException with the sentence of each error
    public static Schema parse(String source) {
        return switch (SchemaLanguage.parse("schema.parallax", source)) {
            case ParseResult.Parsed parsed -> parsed.schema();
            case ParseResult.Rejected rejected ->
                throw new IllegalArgumentException(
                        rejected.errors().stream().map(SchemaError::sentence).collect(Collectors.joining("; ")));
        };
    }
}

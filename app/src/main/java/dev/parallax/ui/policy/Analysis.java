package dev.parallax.ui.policy;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaError;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.language.SchemaTokens;
import dev.parallax.language.SchemaTokens.Word;
import dev.parallax.schema.Schema;
import java.util.List;
import java.util.Optional;

/// A text as the language sees it: its words, and whether it is a schema. Immutable.
record Analysis(String source, List<Word> words, ParseResult result) {
    private static final String NAME = "policy";

    static Analysis of(String source) {
        return new Analysis(source, SchemaTokens.of(source), SchemaLanguage.parse(NAME, source));
    }

    Optional<Schema> schema() {
        return result instanceof ParseResult.Parsed parsed ? Optional.of(parsed.schema()) : Optional.empty();
    }

    List<SchemaError> errors() {
        return result instanceof ParseResult.Rejected rejected ? rejected.errors() : List.of();
    }
}

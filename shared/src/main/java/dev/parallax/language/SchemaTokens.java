package dev.parallax.language;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;

/// A text in the words of the schema language, by the lexer that the parser reads: for editors. Any
/// text whatever has words; what stands between them is blank. Stateless and thread-safe.
public final class SchemaTokens {
    private static final Set<String> OPERATIONS = Set.of("query", "insert", "update", "delete");

    private SchemaTokens() {}

    /// What a word is.
    public enum Kind {
        KEYWORD,
        DIRECTIVE,
        /// A number, `True`, `False` or `Null`.
        LITERAL,
        STRING,
        /// The name `Session`.
        SESSION,
        /// A name with a capital: of a record or a type.
        TYPE,
        /// Any other name.
        NAME,
        OPERATOR,
        BRACKET,
        COMMENT,
        /// What the language does not have.
        UNKNOWN
    }

    /// One word.
    ///
    /// @param start offset of its first character, in UTF-16 units
    /// @param end offset after its last character
    public record Word(Kind kind, int start, int end, String text) {}

    /// In source order, comments included. A text larger than a schema may be has no words.
    public static List<Word> of(String source) {
        if (source.getBytes(StandardCharsets.UTF_8).length > SchemaLanguage.SOURCE_BYTES_LIMIT) {
            return List.of();
        }
        SourceText text = new SourceText("", source);
        List<Word> words = new ArrayList<>();
        int read = 0;
        for (var token : new SchemaLexer(CharStreams.fromString(source)).getAllTokens()) {
            var range = text.range(token);
            addComments(source, read, range.start(), words);
            String content = source.substring(range.start(), range.end());
            words.add(new Word(kind(token.getType(), content), range.start(), range.end(), content));
            read = range.end();
        }
        addComments(source, read, source.length(), words);
        return words;
    }

    /// The lexer skips comments; of what it skips only they are not blank.
    private static void addComments(String source, int from, int to, List<Word> words) {
        int at = source.indexOf("//", from);
        while (at >= 0 && at < to) {
            int lineEnd = at;
            while (lineEnd < to && source.charAt(lineEnd) != '\n' && source.charAt(lineEnd) != '\r') {
                lineEnd++;
            }
            words.add(new Word(Kind.COMMENT, at, lineEnd, source.substring(at, lineEnd)));
            at = source.indexOf("//", lineEnd);
        }
    }

    private static Kind kind(int type, String content) {
        return switch (type) {
            case SchemaLexer.SESSION,
                    SchemaLexer.RECORD,
                    SchemaLexer.AND,
                    SchemaLexer.OR,
                    SchemaLexer.NOT,
                    SchemaLexer.EXISTS,
                    SchemaLexer.IN,
                    SchemaLexer.NOT_WORD,
                    SchemaLexer.STARTS_WITH,
                    SchemaLexer.NOW -> Kind.KEYWORD;
            case SchemaLexer.TRUE, SchemaLexer.FALSE, SchemaLexer.NULL, SchemaLexer.FLOAT, SchemaLexer.INTEGER ->
                Kind.LITERAL;
            case SchemaLexer.SESSION_NAME -> Kind.SESSION;
            case SchemaLexer.DIRECTIVE -> Kind.DIRECTIVE;
            case SchemaLexer.STRING, SchemaLexer.UNTERMINATED_STRING -> Kind.STRING;
            case SchemaLexer.ID ->
                OPERATIONS.contains(content)
                        ? Kind.KEYWORD
                        : Character.isUpperCase(content.charAt(0)) ? Kind.TYPE : Kind.NAME;
            case SchemaLexer.LPAREN,
                    SchemaLexer.RPAREN,
                    SchemaLexer.LBRACE,
                    SchemaLexer.RBRACE,
                    SchemaLexer.LBRACKET,
                    SchemaLexer.RBRACKET -> Kind.BRACKET;
            case SchemaLexer.UNKNOWN -> Kind.UNKNOWN;
            default -> Kind.OPERATOR;
        };
    }
}

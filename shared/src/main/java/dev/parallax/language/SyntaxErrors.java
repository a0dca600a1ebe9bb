package dev.parallax.language;

import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Says in the language's own terms what the parser expected and what it found. Confined to one parse.
final class SyntaxErrors extends BaseErrorListener {
    private final SourceText source;
    private final Findings findings;
    private final BitSet afterOpenStrings;

    /// @param tokens of the whole text
    SyntaxErrors(SourceText source, List<? extends Token> tokens, Findings findings) {
        this.source = source;
        this.findings = findings;
        this.afterOpenStrings = afterOpenStrings(tokens);
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offendingSymbol,
            int line,
            int column,
            String antlrMessage,
            @Nullable RecognitionException exception) {
        if (!(recognizer instanceof Parser parser) || !(offendingSymbol instanceof Token found)) {
            return;
        }
        TokenStream tokens = parser.getInputStream();
        Token before = found.getTokenIndex() > 0 ? tokens.get(found.getTokenIndex() - 1) : null;
        if (afterOpenStrings.get(found.getTokenIndex())) {
            return;
        }
        IntervalSet expected = parser.getExpectedTokens();
        SourceRange range = found.getType() == Token.EOF && before != null
                ? source.after(source.range(before))
                : source.range(found);
        findings.add(range, "expected " + describe(expected) + ", not " + quote(found), hint(found, before, expected));
    }

    /// An open string swallows the rest of its line, brackets included: that error is the one to mend, so what
    /// follows in the same declaration is not reported.
    private static BitSet afterOpenStrings(List<? extends Token> tokens) {
        BitSet indexes = new BitSet();
        boolean open = false;
        for (int index = 0; index < tokens.size(); index++) {
            indexes.set(index, open);
            open = switch (tokens.get(index).getType()) {
                case SchemaParser.UNTERMINATED_STRING -> true;
                case SchemaParser.SESSION, SchemaParser.RECORD -> false;
                default -> open;
            };
        }
        indexes.set(tokens.size(), open);
        return indexes;
    }

    static String quote(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the file";
        }
        return SourceText.quote(token.getText());
    }

    private static String describe(IntervalSet expected) {
        Set<String> parts = new LinkedHashSet<>();
        if (expected.contains(SchemaParser.DIRECTIVE) && expected.contains(SchemaParser.RBRACE)) {
            return "a field, a directive or `}`";
        } else if (expected.contains(SchemaParser.EXISTS) && expected.contains(SchemaParser.LBRACKET)) {
            parts.add("a condition");
        } else if (expected.contains(SchemaParser.STAR)) {
            parts.add("an argument");
        } else if (expected.contains(SchemaParser.LBRACKET)) {
            parts.add("a field, a session field or a literal");
        } else if (expected.contains(SchemaParser.EQUAL)) {
            parts.add("an operator");
        } else if (expected.contains(SchemaParser.ID)) {
            parts.add("a name");
        }
        // After a whole operand only the operator or the end of the condition can follow; a dot could too, but says
        // nothing to an author.
        for (int type : punctuation()) {
            if (expected.contains(type) && !(type == SchemaParser.DOT && parts.contains("an operator"))) {
                parts.add(SchemaParser.VOCABULARY.getLiteralName(type).replace('\'', '`'));
            }
        }
        if (parts.isEmpty()) {
            parts.add(expected.contains(SchemaParser.IN) ? "`in`" : "`record` or `session`");
        }
        List<String> all = new ArrayList<>(parts);
        String last = all.removeLast();
        return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
    }

    private static int[] punctuation() {
        return new int[] {
            SchemaParser.LPAREN,
            SchemaParser.LBRACE,
            SchemaParser.DOT,
            SchemaParser.COMMA,
            SchemaParser.RPAREN,
            SchemaParser.RBRACKET,
            SchemaParser.RBRACE
        };
    }

    private static String hint(Token found, @Nullable Token before, IntervalSet expected) {
        String word = before == null ? "" : before.getText().toLowerCase(Locale.ROOT);
        if (found.getType() == SchemaParser.LPAREN && (word.equals("and") || word.equals("or") || word.equals("not"))) {
            String keyword = Character.toUpperCase(word.charAt(0)) + word.substring(1);
            return Suggestion.didYouMean(keyword + "(…)");
        }
        if (found.getType() == Token.EOF || found.getType() == SchemaParser.RECORD) {
            return expected.contains(SchemaParser.RBRACE) ? "a `}` may be missing before it" : "";
        }
        return switch (found.getText()) {
            case "&", "&&", "and" -> "conditions are joined with `And(…, …)`";
            case "|", "||", "or" -> "conditions are joined with `Or(…, …)`";
            case "!" -> "a condition is negated with `Not(…)`";
            case "===" -> Suggestion.didYouMean("==");
            case "<>" -> Suggestion.didYouMean("!=");
            case "session" -> expected.contains(SchemaParser.SESSION_NAME) ? Suggestion.didYouMean("Session") : "";
            case "not" -> expected.contains(SchemaParser.NOT) ? Suggestion.didYouMean("Not(…)") : "";
            case "#", "/" -> "a comment begins with `//`";
            default -> found.getText().startsWith("'") ? "a string stands in double quotes" : "";
        };
    }
}

package dev.parallax.language;

import dev.parallax.schema.SourceRange;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// A source text and the way from parser positions, which count code points, to ranges of it. Immutable.
final class SourceText {
    /// A longer line is shown as the part around the error, so that an error's size is bounded.
    private static final int EXCERPT_CHARACTERS_LIMIT = 160;

    private static final int EXCERPT_CHARACTERS_BEFORE_ERROR = 80;

    private static final int QUOTED_CHARACTERS_LIMIT = 40;

    private final String fileName;
    private final String text;
    private final boolean plain;
    private final int[] offsets;

    SourceText(String fileName, String text) {
        this.fileName = fileName;
        this.text = text;
        int codePoints = text.codePointCount(0, text.length());
        this.plain = codePoints == text.length();
        this.offsets = plain ? new int[0] : offsetsOfCodePoints(text, codePoints);
    }

    private static int[] offsetsOfCodePoints(String text, int codePoints) {
        int[] offsets = new int[codePoints + 1];
        int offset = 0;
        for (int index = 0; index < codePoints; index++) {
            offsets[index] = offset;
            offset += Character.charCount(text.codePointAt(offset));
        }
        offsets[codePoints] = offset;
        return offsets;
    }

    String text() {
        return text;
    }

    SourceRange range(Token token) {
        int start = offset(token.getStartIndex());
        int end = token.getType() == Token.EOF ? start : offset(token.getStopIndex() + 1);
        return new SourceRange(start, Math.max(start, end), token.getLine(), token.getCharPositionInLine() + 1);
    }

    SourceRange range(ParserRuleContext context) {
        SourceRange first = range(context.getStart());
        Token last = context.getStop();
        return last == null || last.getStopIndex() < context.getStart().getStartIndex() ? first : first.to(range(last));
    }

    /// The empty range at the end.
    SourceRange end() {
        int lineStart = text.lastIndexOf('\n') + 1;
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new SourceRange(text.length(), text.length(), line, 1 + text.codePointCount(lineStart, text.length()));
    }

    /// What stands there, in backticks; a long text is cut.
    String quote(SourceRange range) {
        return quote(words(range));
    }

    String words(SourceRange range) {
        return text.substring(range.start(), range.end());
    }

    static String quote(String words) {
        return words.codePointCount(0, words.length()) <= QUOTED_CHARACTERS_LIMIT
                ? "`" + words + "`"
                : "`" + words.substring(0, words.offsetByCodePoints(0, QUOTED_CHARACTERS_LIMIT)) + "…`";
    }

    /// The empty range right after `range`.
    SourceRange after(SourceRange range) {
        int width = text.codePointCount(range.start(), range.end());
        return new SourceRange(range.end(), range.end(), range.line(), range.column() + width);
    }

    /// A part of a token that spans no line end.
    SourceRange within(SourceRange token, int from, int to) {
        int column = token.column() + text.codePointCount(token.start(), token.start() + from);
        return new SourceRange(token.start() + from, token.start() + to, token.line(), column);
    }

    private int offset(int codePointIndex) {
        return plain ? codePointIndex : offsets[Math.min(codePointIndex, offsets.length - 1)];
    }

    SchemaError error(SourceRange range, String message, String hint) {
        return new SchemaError(fileName, range, message, hint.isEmpty() ? null : hint, excerpt(range));
    }

    private SchemaError.Excerpt excerpt(SourceRange range) {
        int lineStart = text.lastIndexOf('\n', range.start() - 1) + 1;
        int newline = text.indexOf('\n', range.start());
        int lineEnd = newline < 0 ? text.length() : newline;
        int from = lineStart;
        int to = lineEnd;
        if (lineEnd - lineStart > EXCERPT_CHARACTERS_LIMIT) {
            from = Math.max(lineStart, range.start() - EXCERPT_CHARACTERS_BEFORE_ERROR);
            to = Math.min(lineEnd, from + EXCERPT_CHARACTERS_LIMIT);
        }
        StringBuilder line = new StringBuilder();
        text.substring(from, to)
                .stripTrailing()
                .codePoints()
                .map(c -> isShowable(c) ? c : '\uFFFD')
                .forEach(line::appendCodePoint);
        StringBuilder carets = new StringBuilder();
        text.substring(from, range.start()).codePoints().forEach(c -> carets.append(c == '\t' ? '\t' : ' '));
        int caretsEnd = Math.clamp(range.end(), range.start(), Math.max(range.start(), to));
        carets.repeat('^', Math.max(1, text.codePointCount(range.start(), caretsEnd)));
        return new SchemaError.Excerpt(line.toString(), carets.toString());
    }

    private static boolean isShowable(int codePoint) {
        return codePoint == '\t'
                || !(Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE);
    }
}

package dev.parallax.scenario.expectation;

import dev.parallax.scenario.expectation.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Cuts a sentence into tokens; whatever text there is gives some. Stateless.
final class Tokens {
    private Tokens() {}

    /// The tokens in order, and the end.
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (Character.isWhitespace(character)) {
                at++;
                continue;
            }
            Token token = one(text, at, character);
            tokens.add(token);
            at = token.end();
        }
        tokens.add(new Token(Kind.END, "", text.length(), text.length()));
        return tokens;
    }

    private static Token one(String text, int at, char character) {
        if (character == '"') {
            return text(text, at);
        }
        if (character == '$') {
            int end = word(text, at + 1);
            return new Token(
                    end > at + 1 ? Kind.NAME : Kind.ODD, text.substring(end > at + 1 ? at + 1 : at, end), at, end);
        }
        boolean negative = character == '-' && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        if (negative || isDigit(character)) {
            int end = at + 1;
            while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
                end++;
            }
            return new Token(Kind.NUMBER, text.substring(at, end), at, end);
        }
        if (Character.isLetter(character)) {
            int end = word(text, at);
            return new Token(Kind.WORD, text.substring(at, end), at, end);
        }
        int end = at + Character.charCount(text.codePointAt(at));
        return new Token(Kind.ODD, text.substring(at, end), at, end);
    }

    private static Token text(String text, int at) {
        StringBuilder content = new StringBuilder();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            if (text.charAt(end) == '\\' && end + 1 < text.length()) {
                end++;
            }
            content.append(text.charAt(end));
            end++;
        }
        return end < text.length()
                ? new Token(Kind.TEXT, content.toString(), at, end + 1)
                : new Token(Kind.ODD, text.substring(at), at, text.length());
    }

    private static int word(String text, int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "-_".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}

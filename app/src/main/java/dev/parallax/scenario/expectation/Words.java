package dev.parallax.scenario.expectation;

import dev.parallax.language.Suggestion;
import dev.parallax.scenario.expectation.Token.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a sentence word by word, and remembers which words could have stood where it is: that is what
/// errors and completions are made of. Confined to its caller.
final class Words {
    private static final int SHOWN_LIMIT = 8;

    private final List<Token> tokens;
    private final Vocabulary vocabulary;
    private final Set<String> expected = new LinkedHashSet<>();
    private int index;

    Words(String text, Vocabulary vocabulary) {
        this.tokens = Tokens.of(text);
        this.vocabulary = vocabulary;
    }

    /// Takes these words if they come next.
    boolean accept(String... phrase) {
        expected.add(phrase[0]);
        for (int word = 0; word < phrase.length; word++) {
            if (!tokens.get(Math.min(index + word, tokens.size() - 1)).isWord(phrase[word])) {
                return word > 0 && partly(phrase, word);
            }
        }
        advance(phrase.length);
        return true;
    }

    /// The beginning was there: nothing else begins so, and the next word is what is wrong.
    private boolean partly(String[] phrase, int word) {
        advance(word);
        expected.add(phrase[word]);
        throw wrong();
    }

    void require(String... phrase) {
        if (!accept(phrase)) {
            throw wrong();
        }
    }

    /// Takes one of the words if it comes next.
    ///
    /// @return null if none does
    <T> @Nullable T oneOf(Map<String, T> words) {
        for (Map.Entry<String, T> word : words.entrySet()) {
            if (accept(word.getKey())) {
                return word.getValue();
            }
        }
        return null;
    }

    <T> T requireOneOf(Map<String, T> words) {
        T found = oneOf(words);
        if (found == null) {
            throw wrong();
        }
        return found;
    }

    /// Any word or text.
    String name(Collection<String> suggestions) {
        expected.addAll(suggestions);
        Token token = current();
        if (token.kind() != Kind.WORD && token.kind() != Kind.TEXT) {
            expected.add("a name");
            throw wrong();
        }
        advance(1);
        return token.text();
    }

    boolean atNumber() {
        expected.add("a number");
        return current().kind() == Kind.NUMBER;
    }

    boolean atText() {
        return current().kind() == Kind.TEXT;
    }

    /// A whole number, or what a `$name` stands for.
    long id() {
        Token token = current();
        if (token.kind() == Kind.NAME) {
            Long id = vocabulary.rows().get(token.text());
            if (id == null) {
                String hint = Suggestion.among(token.text(), vocabulary.rows().keySet());
                throw error(token, "no step has called a row `$" + token.text() + "`" + and(hint));
            }
            advance(1);
            return id;
        }
        vocabulary.rows().keySet().stream().sorted().forEach(name -> expected.add("$" + name));
        return whole();
    }

    /// A whole number.
    long whole() {
        Token token = current();
        if (!atNumber()) {
            throw wrong();
        }
        try {
            long value = Long.parseLong(token.text());
            advance(1);
            return value;
        } catch (NumberFormatException e) {
            throw error(token, token.shown() + " is not a whole number");
        }
    }

    /// A number and a unit.
    Duration duration() {
        Token token = current();
        if (!atNumber()) {
            throw wrong();
        }
        double number;
        try {
            number = Double.parseDouble(token.text());
        } catch (NumberFormatException e) {
            throw error(token, token.shown() + " is not a number");
        }
        advance(1);
        double millis = number * requireOneOf(Durations.UNITS);
        if (millis < 0 || millis > Durations.LIMIT.toMillis()) {
            throw error(token, "a duration is from 0 to " + Durations.LIMIT.toMinutes() + " min");
        }
        return Duration.ofNanos(Math.round(millis * 1_000_000));
    }

    Token current() {
        return tokens.get(index);
    }

    void advance(int count) {
        index += count;
        expected.clear();
    }

    void requireEnd() {
        if (current().kind() != Kind.END) {
            expected.add("the end");
            throw wrong();
        }
    }

    /// The current token does not fit.
    ExpectationException wrong() {
        Token token = current();
        List<String> words = List.copyOf(expected);
        String hint = token.kind() == Kind.WORD ? Suggestion.among(token.text(), words) : "";
        String list = words.stream()
                .limit(SHOWN_LIMIT)
                .map(word -> word.contains(" ") ? word : "`" + word + "`")
                .collect(Collectors.joining(", "));
        String more = words.size() > SHOWN_LIMIT ? " …" : "";
        return new ExpectationException(
                token.start() + 1, "expected " + list + more + ", not " + token.shown() + and(hint), words);
    }

    ExpectationException error(Token token, String sentence) {
        return new ExpectationException(token.start() + 1, sentence, List.of());
    }

    static String and(String hint) {
        return hint.isEmpty() ? "" : "; " + hint;
    }
}

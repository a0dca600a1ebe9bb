package dev.parallax.scenario.expectation;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.oracle.Finding;
import dev.parallax.scenario.expectation.Expectation.Tense;
import dev.parallax.scenario.expectation.Subject.Quantifier;
import dev.parallax.schema.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads expectations: plain sentences of one strict grammar, which docs/scenarios.md gives. Confined
/// to its call.
///
/// ```
/// expectation = fact [ "within" duration ] | lasting
/// fact        = clients verb what
///             | clients "does" "not" ( "hold" | "show" ) row
///             | clients ( "can" | "cannot" ) ( "read" | "update" | "delete" ) row
///             | clients "status" "is" [ "not" ] status
///             | clients "has" [ bound ] number kind "edits"
///             | "all" "converge"
/// lasting     = clients ( "never" | "always" ) verb what
///             | "nobody" filters "ever" verb what
///             | "nobody" "holds" "a" "revoked" "row" "longer" "than" duration
///             | "no" ( "leaks" | "missing" "rows" | "stale" "rows" )
/// clients     = "user" id | "client" ( number | text ) | ( "everyone" | "nobody" | "someone" ) filters
/// filters     = { "with" "role" name | "on" dialect | "except" "user" id }
/// verb        = "holds" | "shows"
/// what        = row [ where ] | [ bound ] number rows [ where ]
/// row         = record id
/// rows        = the plural of a record | "drafts" | "rows"
/// bound       = "exactly" | "at" "least" | "at" "most"
/// where       = "where" condition { "and" condition }
/// condition   = field "is" [ "not" ] ( number | text | "True" | "False" | "Null" )
/// id          = number | $name
/// duration    = number ( "ms" | "s" | "min" )
/// ```
public final class ExpectationLanguage {
    /// Longer is no sentence.
    public static final int LENGTH_LIMIT = 500;

    private static final Map<String, Operation> OPERATIONS = ordered(List.of(
            Map.entry("read", Operation.QUERY),
            Map.entry("update", Operation.UPDATE),
            Map.entry("delete", Operation.DELETE)));
    private static final Map<String, Quantifier> QUANTIFIERS = ordered(List.of(
            Map.entry("everyone", Quantifier.ALL),
            Map.entry("nobody", Quantifier.NONE),
            Map.entry("someone", Quantifier.SOME)));
    private static final Map<String, Bound> AT =
            ordered(List.of(Map.entry("least", Bound.AT_LEAST), Map.entry("most", Bound.AT_MOST)));
    private static final Map<String, Dialect> DIALECTS = named(Dialect.values(), Dialect::text);
    private static final Map<String, Status> STATUSES = named(Status.values(), Fact.HasStatus::word);
    private static final Map<String, EditKind> EDITS = named(EditKind.values(), EditKind::word);

    private final String text;
    private final Vocabulary vocabulary;
    private final Words words;

    private ExpectationLanguage(String text, Vocabulary vocabulary) {
        this.text = text;
        this.vocabulary = vocabulary;
        this.words = new Words(text, vocabulary);
    }

    /// @throws ExpectationException saying where and why it is no expectation
    public static Expectation parse(String text, Vocabulary vocabulary) {
        if (text.length() > LENGTH_LIMIT) {
            throw new ExpectationException(
                    LENGTH_LIMIT, "an expectation has at most " + LENGTH_LIMIT + " characters", List.of());
        }
        return new ExpectationLanguage(text, vocabulary).expectation();
    }

    /// The words that can stand at the end of `text` in place of the one that has been begun there, or
    /// after it if `text` ends with a blank.
    public static List<String> completions(String text, Vocabulary vocabulary) {
        int begin = text.length();
        while (begin > 0 && !Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        String begun = text.substring(begin).toLowerCase(Locale.ROOT);
        try {
            parse(text.substring(0, begin) + '\u0000', vocabulary);
            return List.of();
        } catch (ExpectationException e) {
            return e.column() <= begin
                    ? List.of()
                    : e.expected().stream()
                            .filter(word -> !word.contains(" ") || word.startsWith("\""))
                            .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(begun))
                            .toList();
        }
    }

    private Expectation expectation() {
        if (words.accept("no")) {
            return lasting(new Fact.FindsNone(finding()));
        }
        if (words.accept("all")) {
            words.require("converge");
            return stateOrWithin(new Fact.Converged());
        }
        Token first = words.current();
        Subject subject = subject(first);
        if (words.accept("ever")) {
            if (subject.quantifier() != Quantifier.NONE) {
                throw words.error(first, "`ever` goes with `nobody`; of others it is `never`");
            }
            return lasting(holds(subject, false));
        }
        if (words.accept("never")) {
            requireAll(subject, first, "never");
            return lasting(holds(subject, true));
        }
        if (words.accept("always")) {
            requireAll(subject, first, "always");
            return lasting(holds(subject, false));
        }
        return fact(subject);
    }

    private Expectation fact(Subject subject) {
        if (words.accept("can")) {
            return stateOrWithin(mayDo(subject, false));
        }
        if (words.accept("cannot")) {
            return stateOrWithin(mayDo(subject, true));
        }
        if (words.accept("status", "is")) {
            boolean negated = words.accept("not");
            return stateOrWithin(new Fact.HasStatus(subject, negated, words.requireOneOf(STATUSES)));
        }
        if (words.accept("has")) {
            return stateOrWithin(hasEdits(subject));
        }
        if (words.accept("does", "not")) {
            boolean shown = words.accept("show");
            if (!shown) {
                words.require("hold");
            }
            return stateOrWithin(new Fact.Holds(subject, true, shown, one(record())));
        }
        boolean shown = words.accept("shows");
        if (!shown) {
            words.require("holds");
        }
        boolean bareNobody =
                subject.quantifier() == Quantifier.NONE && subject.text().equals("nobody");
        if (bareNobody && !shown && words.accept("a")) {
            words.require("revoked", "row", "longer", "than");
            return lasting(new Fact.PurgesWithin(words.duration()));
        }
        return stateOrWithin(new Fact.Holds(subject, false, shown, target()));
    }

    private Expectation lasting(Fact fact) {
        words.requireEnd();
        return new Expectation(plain(), fact, Tense.LASTING, null);
    }

    private Expectation stateOrWithin(Fact fact) {
        Duration limit = words.accept("within") ? words.duration() : null;
        words.requireEnd();
        return new Expectation(plain(), fact, limit == null ? Tense.STATE : Tense.WITHIN, limit);
    }

    private String plain() {
        return text.strip().replaceAll("\\s+", " ");
    }

    private Finding.Kind finding() {
        if (words.accept("leaks")) {
            return Finding.Kind.LEAK;
        }
        boolean missing = words.accept("missing");
        if (!missing) {
            words.require("stale");
        }
        words.require("rows");
        return missing ? Finding.Kind.MISSING : Finding.Kind.STALE;
    }

    private Subject subject(Token first) {
        if (words.accept("user")) {
            return new Subject(from(first), Quantifier.ALL, words.id(), null, null, null, null, List.of());
        }
        if (words.accept("client")) {
            if (!words.atText() && words.atNumber()) {
                int number = (int) Math.min(words.whole(), Integer.MAX_VALUE);
                return new Subject(from(first), Quantifier.ALL, null, number, null, null, null, List.of());
            }
            String name = words.name(vocabulary.clients().stream()
                    .sorted()
                    .map(client -> "\"" + client + "\"")
                    .toList());
            return new Subject(from(first), Quantifier.ALL, null, null, name, null, null, List.of());
        }
        Quantifier quantifier = words.requireOneOf(QUANTIFIERS);
        return filtered(first, quantifier);
    }

    private Subject filtered(Token first, Quantifier quantifier) {
        String role = null;
        String dialect = null;
        List<Long> except = new ArrayList<>();
        boolean more = true;
        while (more) {
            if (words.accept("with", "role")) {
                role = words.name(List.of("user", "admin", "guest"));
            } else if (words.accept("on")) {
                dialect = words.requireOneOf(DIALECTS).text();
            } else if (words.accept("except", "user")) {
                except.add(words.id());
            } else {
                more = false;
            }
        }
        return new Subject(from(first), quantifier, null, null, null, role, dialect, except);
    }

    private String from(Token first) {
        return text.substring(first.start(), words.current().start()).strip();
    }

    private Fact.Holds holds(Subject subject, boolean negated) {
        boolean shown = words.accept("shows");
        if (!shown) {
            words.require("holds");
        }
        return new Fact.Holds(subject, negated, shown, target());
    }

    private Fact.MayDo mayDo(Subject subject, boolean negated) {
        Operation operation = words.requireOneOf(OPERATIONS);
        return new Fact.MayDo(subject, negated, operation, record(), words.id());
    }

    private Fact.HasEdits hasEdits(Subject subject) {
        if (words.accept("no")) {
            return new Fact.HasEdits(subject, Bound.EXACTLY, 0, edits());
        }
        Bound bound = bound();
        long number = words.whole();
        return new Fact.HasEdits(subject, bound == null ? Bound.EXACTLY : bound, number, edits());
    }

    private EditKind edits() {
        EditKind kind = words.requireOneOf(EDITS);
        if (!words.accept("edit")) {
            words.require("edits");
        }
        return kind;
    }

    private Target target() {
        if (words.accept("no")) {
            return some(Bound.EXACTLY, 0);
        }
        Bound bound = bound();
        if (bound != null || words.atNumber()) {
            return some(bound == null ? Bound.EXACTLY : bound, words.whole());
        }
        return one(record());
    }

    private Target.Some some(Bound bound, long number) {
        Token noun = words.current();
        Vocabulary.Noun rows;
        Map<String, String> singulars = vocabulary.singulars();
        Vocabulary.Noun plural = words.oneOf(vocabulary.plurals());
        if (plural != null) {
            rows = plural;
        } else if (number == 1) {
            rows = new Vocabulary.Noun(List.of(words.requireOneOf(singulars)), List.of());
        } else {
            throw words.wrong();
        }
        List<Condition> conditions = new ArrayList<>(rows.conditions());
        conditions.addAll(where(rows.records()));
        return new Target.Some(bound, number, noun.text(), rows.records(), conditions);
    }

    private Target.One one(String record) {
        return new Target.One(record, words.id(), where(List.of(record)));
    }

    private String record() {
        return words.requireOneOf(vocabulary.singulars());
    }

    private List<Condition> where(List<String> records) {
        List<Condition> conditions = new ArrayList<>();
        if (!words.accept("where")) {
            return conditions;
        }
        Set<String> fields = records.stream()
                .flatMap(record -> vocabulary.fields().getOrDefault(record, Set.of()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        do {
            String field = words.requireOneOf(fields.stream()
                    .collect(Collectors.toMap(name -> name, name -> name, (a, b) -> a, LinkedHashMap::new)));
            words.require("is");
            conditions.add(new Condition(field, words.accept("not"), value()));
        } while (words.accept("and"));
        return conditions;
    }

    private @Nullable Object value() {
        if (words.accept("True")) {
            return true;
        }
        if (words.accept("False")) {
            return false;
        }
        if (words.accept("Null")) {
            return null;
        }
        Token token = words.current();
        if (words.atText()) {
            words.advance(1);
            return token.text();
        }
        if (token.kind() == Token.Kind.NUMBER && token.text().contains(".")) {
            try {
                double number = Double.parseDouble(token.text());
                words.advance(1);
                return number;
            } catch (NumberFormatException e) {
                throw words.error(token, token.shown() + " is not a number");
            }
        }
        return words.id();
    }

    private @Nullable Bound bound() {
        if (words.accept("exactly")) {
            return Bound.EXACTLY;
        }
        if (words.accept("at")) {
            return words.requireOneOf(AT);
        }
        return null;
    }

    private void requireAll(Subject subject, Token first, String word) {
        if (subject.quantifier() != Quantifier.ALL) {
            String instead = subject.quantifier() == Quantifier.NONE ? "`nobody ever`" : "`everyone " + word + "`";
            throw words.error(first, "`" + first.text() + " " + word + "` is not clear; did you mean " + instead + "?");
        }
    }

    private static <T> Map<String, T> named(T[] values, Function<T, String> word) {
        return Arrays.stream(values).collect(Collectors.toMap(word, value -> value, (a, b) -> a, LinkedHashMap::new));
    }

    /// In this order, which errors and completions keep.
    private static <T> Map<String, T> ordered(List<Map.Entry<String, T>> entries) {
        return entries.stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}

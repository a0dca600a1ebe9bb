package dev.parallax.scenario.file;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.language.Suggestion;
import dev.parallax.scenario.expectation.Expectation;
import dev.parallax.scenario.expectation.ExpectationException;
import dev.parallax.scenario.expectation.ExpectationLanguage;
import dev.parallax.scenario.expectation.Vocabulary;
import dev.parallax.scenario.file.Yaml.Place;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The names that a scenario may use at the place where it is being read: records and fields of the
/// schema in force, clients, rows that earlier steps called something. Confined to its caller.
final class Known {
    private final Errors errors;
    private final Set<String> clients = new HashSet<>();
    private final Map<String, Long> rows = new HashMap<>();
    private Schema schema;

    Known(Schema schema, Errors errors) {
        this.schema = schema;
        this.errors = errors;
    }

    Schema schema() {
        return schema;
    }

    void inForce(Schema next) {
        schema = next;
    }

    void addClient(String name) {
        clients.add(name);
    }

    boolean hasClient(String name) {
        return clients.contains(name);
    }

    void addRow(String name) {
        rows.put(name, 1L);
    }

    /// Whether there is such a client; else an error.
    boolean requireClient(Place place, String name) {
        return require(place, name, clients, "there is no client `" + name + "` here");
    }

    /// Whether an earlier step has called a row so; else an error.
    boolean requireRow(Place place, String name) {
        return require(place, name, rows.keySet(), "no step before has called a row `" + name + "`");
    }

    private boolean require(Place place, String name, Set<String> names, String sentence) {
        if (names.contains(name)) {
            return true;
        }
        String hint = Suggestion.among(name, names);
        errors.add(place, sentence + (hint.isEmpty() ? "" : "; " + hint));
        return false;
    }

    /// The record that is called `post` or `Post`.
    Optional<RecordType> record(Place place, String word) {
        Optional<RecordType> type = schema.records().stream()
                .filter(each -> each.name().equalsIgnoreCase(word))
                .findFirst();
        if (type.isEmpty()) {
            List<String> names = schema.records().stream()
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .toList();
            String hint = Suggestion.among(word, names);
            errors.add(
                    place,
                    "there is no record `" + word + "`; "
                            + (hint.isEmpty() ? "there are " + Fields.list(names) : hint));
        }
        return type;
    }

    /// Whether the record has the field, which is not its id; else an error.
    boolean requireField(Place place, RecordType type, String field) {
        Set<String> names = type.fields().stream()
                .map(each -> each.name())
                .filter(name -> !name.equals(type.idField()))
                .collect(Collectors.toSet());
        return require(place, field, names, "`" + field + "` is no field of " + type.name() + " that can be set");
    }

    Optional<Expectation> expectation(Scalar sentence) {
        Vocabulary vocabulary = Vocabulary.of(schema).withClients(clients).withRows(rows);
        try {
            return Optional.of(ExpectationLanguage.parse(sentence.text(), vocabulary));
        } catch (ExpectationException e) {
            errors.add(sentence.place().line(), sentence.contentColumn() + e.column() - 1, e.sentence());
            return Optional.empty();
        }
    }

    /// A schema's whole text.
    Optional<Schema> policy(Scalar text) {
        return switch (SchemaLanguage.parse("policy", text.text())) {
            case ParseResult.Parsed parsed -> Optional.of(parsed.schema());
            case ParseResult.Rejected rejected -> {
                rejected.errors()
                        .forEach(error -> errors.add(
                                text.place(),
                                "the policy's line " + error.range().line() + ", column "
                                        + error.range().column() + ": " + error.sentence()));
                yield Optional.empty();
            }
        };
    }
}

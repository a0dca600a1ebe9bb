package dev.parallax.scenario.expectation;

import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The names that sentences may use. Immutable.
///
/// @param fields of each record
/// @param clients by name, for completion; a sentence may name others
/// @param rows what `$name` stands for
public record Vocabulary(Map<String, Set<String>> fields, Set<String> clients, Map<String, Long> rows) {
    private static final String POST = "Post";
    private static final String PUBLISHED = "published";

    /// Rows that a word names.
    ///
    /// @param records that they are of
    record Noun(List<String> records, List<Condition> conditions) {}

    public Vocabulary {
        fields = Map.copyOf(fields);
        clients = Set.copyOf(clients);
        rows = Map.copyOf(rows);
    }

    public static Vocabulary of(Schema schema) {
        Map<String, Set<String>> fields = new LinkedHashMap<>();
        for (RecordType type : schema.records()) {
            Set<String> names = new LinkedHashSet<>();
            type.fields().forEach(field -> names.add(field.name()));
            names.add(Field.UPDATED_AT.name());
            fields.put(type.name(), names);
        }
        return new Vocabulary(fields, Set.of(), Map.of());
    }

    public Vocabulary withClients(Set<String> names) {
        return new Vocabulary(fields, names, rows);
    }

    public Vocabulary withRows(Map<String, Long> named) {
        return new Vocabulary(fields, clients, named);
    }

    /// By the word for one row: `post`.
    Map<String, String> singulars() {
        Map<String, String> words = new LinkedHashMap<>();
        fields.keySet().stream().sorted().forEach(record -> words.put(record.toLowerCase(Locale.ROOT), record));
        return words;
    }

    /// By the word for several rows: `posts`, `drafts`, `rows`.
    Map<String, Noun> plurals() {
        Map<String, Noun> words = new LinkedHashMap<>();
        fields.keySet().stream()
                .sorted()
                .forEach(record -> words.put(plural(record), new Noun(List.of(record), List.of())));
        if (fields.getOrDefault(POST, Set.of()).contains(PUBLISHED)) {
            words.put("drafts", new Noun(List.of(POST), List.of(new Condition(PUBLISHED, false, false))));
        }
        words.put("rows", new Noun(fields.keySet().stream().sorted().toList(), List.of()));
        return words;
    }

    private static String plural(String record) {
        String word = record.toLowerCase(Locale.ROOT);
        boolean consonantBeforeY =
                word.length() > 1 && word.endsWith("y") && "aeiou".indexOf(word.charAt(word.length() - 2)) < 0;
        return consonantBeforeY ? word.substring(0, word.length() - 1) + "ies" : word + "s";
    }
}

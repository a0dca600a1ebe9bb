package dev.parallax.ui.policy;

import dev.parallax.language.SchemaTokens;
import dev.parallax.language.SchemaTokens.Kind;
import dev.parallax.language.SchemaTokens.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a schema text declares, as far as it can be told while it is being typed and need not be right:
/// records, their fields and links, and the session's fields. Immutable.
///
/// @param records by name, in order
/// @param session names of the session's fields
record Outline(Map<String, Declared> records, List<String> session) {
    /// @param links to which record each leads
    record Declared(List<String> fields, Map<String, String> links) {}

    static Outline of(String source) {
        return of(SchemaTokens.of(source));
    }

    static Outline of(List<Word> all) {
        List<Word> words =
                all.stream().filter(word -> word.kind() != Kind.COMMENT).toList();
        Map<String, Declared> records = new LinkedHashMap<>();
        List<String> session = new ArrayList<>();
        @Nullable Declared current = null;
        for (int index = 0; index < words.size(); index++) {
            Word word = words.get(index);
            switch (word.text()) {
                case "record" -> {
                    current = new Declared(new ArrayList<>(), new LinkedHashMap<>());
                    records.put(text(words, index + 1), current);
                }
                case "session" -> current = null;
                default -> {
                    // Braces need not be closed yet; only a declaration has a name before a type or a link.
                    if (word.kind() == Kind.NAME || word.kind() == Kind.KEYWORD) {
                        declare(words, index, current, session);
                    }
                }
            }
        }
        return new Outline(records, session);
    }

    private static void declare(List<Word> words, int index, @Nullable Declared current, List<String> session) {
        String name = words.get(index).text();
        String next = text(words, index + 1);
        boolean named = index > 0 && words.get(index - 1).text().equals("record");
        boolean typed = index + 1 < words.size() && words.get(index + 1).kind() == Kind.TYPE && !named;
        if (next.equals("@link") && current != null) {
            // `@link(field, Record.id)` or `@link(Record.field)`: the record is the name with the capital.
            for (int at = index + 2; at < Math.min(words.size(), index + 6); at++) {
                if (words.get(at).kind() == Kind.TYPE) {
                    current.links().put(name, words.get(at).text());
                    return;
                }
            }
        } else if (typed && current != null) {
            current.fields().add(name);
        } else if (typed) {
            session.add(name);
        }
    }

    private static String text(List<Word> words, int index) {
        return index < words.size() ? words.get(index).text() : "";
    }

    List<String> fieldsOf(String record) {
        Declared declared = records.get(record);
        return declared == null ? List.of() : declared.fields();
    }

    Map<String, String> linksOf(String record) {
        Declared declared = records.get(record);
        return declared == null ? Map.of() : declared.links();
    }
}

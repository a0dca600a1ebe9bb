package dev.parallax.oracle;

import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.View;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// On which other records the visibility of a record's rows hangs. Immutable.
final class Links {
    private final Map<String, Set<String>> behind = new HashMap<>();

    Links(Schema schema) {
        for (RecordType type : schema.records()) {
            behind.put(
                    type.name(),
                    LinkQuestion.of(View.of(type).condition()).stream()
                            .flatMap(question -> question.path().stream())
                            .map(Link::target)
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    Set<String> behind(String record) {
        return behind.getOrDefault(record, Set.of());
    }
}

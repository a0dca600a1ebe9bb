package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the query permissions of a schema ask about linked rows. Immutable.
final class LinkPlan {
    private final Schema schema;
    private final Map<String, List<LinkQuestion>> byRecord = new LinkedHashMap<>();
    private final Map<String, LinkQuestion> questions = new LinkedHashMap<>();
    private final Set<String> linked = new HashSet<>();

    private LinkPlan(Schema schema) {
        this.schema = schema;
        for (RecordType type : schema.records()) {
            List<LinkQuestion> asked = LinkQuestion.of(type.permission(Operation.QUERY));
            if (!asked.isEmpty()) {
                byRecord.put(type.name(), asked);
            }
            for (LinkQuestion question : asked) {
                questions.putIfAbsent(question.id(), question);
                question.path().stream().map(Link::target).forEach(linked::add);
            }
        }
    }

    static LinkPlan of(Schema schema) {
        return new LinkPlan(schema);
    }

    /// Whether this is the plan of that very schema.
    boolean isOf(Schema other) {
        return schema == other;
    }

    /// Each once.
    Collection<LinkQuestion> questions() {
        return questions.values();
    }

    /// Their ids.
    Set<String> ids() {
        return Set.copyOf(questions.keySet());
    }

    LinkQuestion question(String id) {
        LinkQuestion question = questions.get(id);
        if (question == null) {
            throw new IllegalArgumentException("no query permission asks this question");
        }
        return question;
    }

    /// By the record whose query permission asks them.
    Map<String, List<LinkQuestion>> byRecord() {
        return byRecord;
    }

    /// Whether a path may lead through a row that was changed.
    boolean concerns(List<Change> changes) {
        return !linked.isEmpty() && changes.stream().anyMatch(change -> linked.contains(change.record()));
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.server.store.LinkQueries;
import java.util.HashMap;
import java.util.Map;

/// What SQL answers to the questions of one condition, for one session in one state of the database; it is asked once
/// for each key. Confined to its thread.
final class SnapshotAnswers implements LinkAnswers {
    private final LinkQueries links;
    private final SessionValues session;
    private final Map<Expression.Exists, LinkQuestion> questions;
    private final Map<Asked, Boolean> answers = new HashMap<>();

    SnapshotAnswers(LinkQueries links, SessionValues session, Expression condition) {
        this.links = links;
        this.session = session;
        this.questions = LinkQuestion.byExists(condition);
    }

    private record Asked(String question, Object key) {}

    @Override
    public boolean holds(Expression.Exists exists, Row row) {
        LinkQuestion question = questions.get(exists);
        if (question == null) {
            throw new IllegalArgumentException("an `exists` that is not of this condition");
        }
        Object key = question.keyOf(row);
        return key != null
                && answers.computeIfAbsent(
                        new Asked(question.id(), key), asked -> links.count(question, session, asked.key()) > 0);
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Expression;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The crowds that agree on every session field that one record's query permission names: one evaluation serves
/// them all. Confined to the lock of its [Audiences].
final class Audience {
    private final SessionValues values;
    private final Expression permission;
    private final Map<LinkQuestion, LinkTally> tallies;
    private final LinkAnswers before;
    private final LinkAnswers after;
    private final Set<Crowd> crowds = new LinkedHashSet<>();

    /// @param questions of every `exists` in the permission
    /// @param tallies of the questions, for these values
    Audience(
            SessionValues values,
            Expression permission,
            Map<Expression.Exists, LinkQuestion> questions,
            Map<LinkQuestion, LinkTally> tallies) {
        this.values = values;
        this.permission = permission;
        this.tallies = tallies;
        this.before = (exists, row) -> tally(questions, exists).held(key(questions, exists, row));
        this.after = (exists, row) -> tally(questions, exists).holds(key(questions, exists, row));
    }

    SessionValues values() {
        return values;
    }

    Set<Crowd> crowds() {
        return crowds;
    }

    Collection<LinkTally> tallies() {
        return tallies.values();
    }

    /// Whether the row as it was before the publication in progress was visible then.
    boolean saw(@Nullable Row row) {
        return row != null && Evaluator.evaluate(permission, row, values, before) == Truth.TRUE;
    }

    /// Whether the row as it is now is visible now.
    boolean sees(@Nullable Row row) {
        return row != null && Evaluator.evaluate(permission, row, values, after) == Truth.TRUE;
    }

    private LinkTally tally(Map<Expression.Exists, LinkQuestion> questions, Expression.Exists exists) {
        LinkTally tally = tallies.get(questions.get(exists));
        if (tally == null) {
            throw new IllegalStateException("an `exists` without a tally");
        }
        return tally;
    }

    private static @Nullable Object key(
            Map<Expression.Exists, LinkQuestion> questions, Expression.Exists exists, Row row) {
        LinkQuestion question = questions.get(exists);
        return question == null ? null : question.keyOf(row);
    }
}

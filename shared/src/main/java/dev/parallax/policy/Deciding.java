package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import java.util.List;
import java.util.OptionalLong;

/// As of which version a row is permitted: the version of the newest row that the verdict rests on.
/// Whoever knows everything up to it knows that the row is permitted, and how it is. Confined to its thread.
public final class Deciding {
    private final SessionValues session;
    private final LinkedRows linked;

    private Deciding(SessionValues session, LinkedRows linked) {
        this.session = session;
        this.linked = linked;
    }

    /// At least the row's own version; it says nothing about when the session or the schema changed.
    public static long version(Expression permission, Row row, SessionValues session, LinkedRows linked) {
        return Math.max(row.version(), new Deciding(session, linked).of(permission, row));
    }

    private long of(Expression expression, Row row) {
        return switch (expression) {
            case Expression.And and -> max(and.terms(), row);
            case Expression.Or or ->
                or.terms().stream()
                        .filter(term -> Evaluator.evaluate(term, row, session, linked) == Truth.TRUE)
                        .mapToLong(term -> of(term, row))
                        .min()
                        .orElseGet(() -> max(or.terms(), row));
            case Expression.Exists exists -> path(exists, 0, row).orElse(0);
            // What the row itself decides is as new as the row.
            case Expression.Not ignored -> 0;
            case Expression.Comparison ignored -> 0;
            case Expression.Constant ignored -> 0;
        };
    }

    private long max(List<Expression> terms, Row row) {
        return terms.stream().mapToLong(term -> of(term, row)).max().orElse(0);
    }

    /// The oldest of the ways that lead to a match, each as new as its newest row.
    private OptionalLong path(Expression.Exists exists, int depth, Row row) {
        if (depth == exists.path().size()) {
            boolean matches = Evaluator.evaluate(exists.body(), row, session, linked) == Truth.TRUE;
            return matches ? OptionalLong.of(row.version()) : OptionalLong.empty();
        }
        OptionalLong oldest = OptionalLong.empty();
        for (Row next : Evaluator.follow(exists.path().get(depth), row, linked)) {
            OptionalLong way = path(exists, depth + 1, next);
            if (way.isPresent()) {
                long version = Math.max(next.version(), way.getAsLong());
                oldest = OptionalLong.of(oldest.isPresent() ? Math.min(oldest.getAsLong(), version) : version);
            }
        }
        return oldest;
    }
}

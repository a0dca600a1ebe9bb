package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Explains verdicts. It has no opinion of its own: the truth of every node is what [Evaluator] says of it, so an
/// explanation cannot differ from what the engine does. Immutable; use one for one question.
public final class Explainer {
    /// Matching rows that are named; their number is always exact.
    public static final int MATCHED_IDS_LIMIT = 20;

    private final Schema schema;
    private final SessionValues session;
    private final LinkedRows linked;

    private Explainer(Schema schema, SessionValues session, LinkedRows linked) {
        this.schema = schema;
        this.session = session;
        this.linked = linked;
    }

    /// Explains whether `session` passes the permission of `operation` on `row`.
    ///
    /// @param record of `schema`; its permissions' source is quoted from there
    public static Explanation explain(
            Schema schema, RecordType record, Operation operation, Row row, SessionValues session, LinkedRows linked) {
        Expression permission = record.permission(operation);
        Explanation.Node root = new Explainer(schema, session, linked).node(permission, row);
        boolean allowed = root.truth() == Truth.TRUE;
        String because = new Reasons(row, session).because(permission, root);
        return new Explanation(record.name(), operation, allowed, (allowed ? "allowed: " : "denied: ") + because, root);
    }

    private Explanation.Node node(Expression expression, Row row) {
        Truth truth = Evaluator.evaluate(expression, row, session, linked);
        return switch (expression) {
            case Expression.Constant ignored -> node(expression, Explanation.Kind.CONSTANT, truth, List.of(), row);
            case Expression.And and -> node(expression, Explanation.Kind.AND, truth, and.terms(), row);
            case Expression.Or or -> node(expression, Explanation.Kind.OR, truth, or.terms(), row);
            case Expression.Not not -> node(expression, Explanation.Kind.NOT, truth, List.of(not.term()), row);
            case Expression.Comparison comparison ->
                new Explanation.Node(
                        comparison.range(),
                        source(comparison.range()),
                        Explanation.Kind.COMPARISON,
                        truth,
                        values(comparison, row),
                        null,
                        List.of());
            case Expression.Exists exists ->
                new Explanation.Node(
                        exists.range(),
                        source(exists.range()),
                        Explanation.Kind.EXISTS,
                        truth,
                        List.of(),
                        linked(exists, row),
                        List.of());
        };
    }

    private Explanation.Node node(
            Expression expression, Explanation.Kind kind, Truth truth, List<Expression> terms, Row row) {
        List<Explanation.Node> children =
                terms.stream().map(term -> node(term, row)).toList();
        return new Explanation.Node(
                expression.range(), source(expression.range()), kind, truth, List.of(), null, children);
    }

    private List<Explanation.NamedValue> values(Expression.Comparison comparison, Row row) {
        List<Explanation.NamedValue> values = new ArrayList<>();
        for (Operand operand : List.of(comparison.left(), comparison.right())) {
            String name = Reasons.name(operand);
            if (name != null) {
                values.add(new Explanation.NamedValue(name, Evaluator.value(operand, row, session)));
            }
        }
        return values;
    }

    private Explanation.Linked linked(Expression.Exists exists, Row row) {
        Collection<Row> reached = List.of(row);
        for (Link link : exists.path()) {
            // By id, because several ways may lead to the same row.
            Map<Long, Row> next = new LinkedHashMap<>();
            for (Row from : reached) {
                Evaluator.follow(link, from, linked).forEach(to -> next.putIfAbsent(to.id(), to));
            }
            reached = next.values();
        }
        List<Long> matches = new ArrayList<>();
        for (Row candidate : reached) {
            if (Evaluator.evaluate(exists.body(), candidate, session, linked) == Truth.TRUE) {
                matches.add(candidate.id());
            }
        }
        List<Long> named = matches.subList(0, Math.min(matches.size(), MATCHED_IDS_LIMIT));
        return new Explanation.Linked(exists.target(), reached.size(), matches.size(), named);
    }

    private String source(SourceRange range) {
        String text = schema.source();
        return range.end() <= text.length() ? text.substring(range.start(), range.end()) : "";
    }
}

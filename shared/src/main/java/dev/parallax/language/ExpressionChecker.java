package dev.parallax.language;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Checks conditions: every name is resolved, every comparison's types agree. Parts that a syntax error touched
/// are left alone.
final class ExpressionChecker {
    /// Links of one `exists`; each may multiply the rows that are tried.
    static final int PATH_LINKS_LIMIT = 3;

    private final SourceText source;
    private final Findings findings;
    private final Map<String, Outline> records;
    private final ComparisonChecker comparisons;

    ExpressionChecker(SourceText source, Findings findings, Outline session, Map<String, Outline> records) {
        this.source = source;
        this.findings = findings;
        this.records = records;
        this.comparisons = new ComparisonChecker(source, findings, session);
    }

    /// The checked condition, or null if anything in it is wrong.
    @Nullable
    Expression check(SchemaParser.ExpressionContext context, Outline record) {
        return check(context, record, false);
    }

    private @Nullable Expression check(SchemaParser.ExpressionContext context, Outline record, boolean inExists) {
        return switch (context) {
            case SchemaParser.JunctionContext junction -> checkJunction(junction, record, inExists);
            case SchemaParser.ExistenceContext existence -> checkExistence(existence, record, inExists);
            case SchemaParser.ComparisonContext comparison ->
                Damage.in(comparison) ? null : comparisons.check(comparison, record);
            default -> null;
        };
    }

    private @Nullable Expression checkJunction(
            SchemaParser.JunctionContext junction, Outline record, boolean inExists) {
        SourceRange range = source.range(junction);
        Token word = junction.junction;
        List<Expression> terms = new ArrayList<>();
        for (SchemaParser.ExpressionContext term : junction.expression()) {
            Expression checked = check(term, record, inExists);
            if (checked != null) {
                terms.add(checked);
            }
        }
        if (junction.exception != null) {
            return null;
        }
        int count = junction.expression().size();
        if (count == 0) {
            findings.add(source.range(word), "`" + word.getText() + "` needs a condition in its parentheses");
            return null;
        }
        if (word.getType() == SchemaParser.NOT && count > 1) {
            findings.add(source.range(word), "`Not` takes one condition, not " + count);
            return null;
        }
        if (terms.size() < count) {
            return null;
        }
        return switch (word.getType()) {
            case SchemaParser.AND -> new Expression.And(terms, range);
            case SchemaParser.OR -> new Expression.Or(terms, range);
            default -> new Expression.Not(terms.getFirst(), range);
        };
    }

    private @Nullable Expression checkExistence(
            SchemaParser.ExistenceContext existence, Outline record, boolean inExists) {
        SourceRange word = source.range(existence.EXISTS().getSymbol());
        if (inExists) {
            findings.add(word, "an `exists` cannot stand inside another");
            return null;
        }
        if (existence.path() == null || Damage.in(existence.path())) {
            return null;
        }
        List<Link> path = checkPath(existence.path(), record);
        Outline target = path == null ? null : records.get(path.getLast().target());
        if (path == null || target == null || existence.expression() == null) {
            return null;
        }
        Expression body = check(existence.expression(), target, true);
        return body == null ? null : new Expression.Exists(path, body, source.range(existence));
    }

    private @Nullable List<Link> checkPath(SchemaParser.PathContext path, Outline record) {
        List<TerminalNode> names = path.ID();
        if (names.size() > PATH_LINKS_LIMIT) {
            findings.add(
                    source.range(names.get(PATH_LINKS_LIMIT).getSymbol()),
                    "the path of an `exists` has at most " + PATH_LINKS_LIMIT + " links");
            return null;
        }
        List<Link> links = new ArrayList<>();
        Outline from = record;
        for (TerminalNode name : names) {
            Link link = from.links.get(name.getText());
            if (link == null) {
                reportUnknownLink(source.range(name.getSymbol()), name.getText(), from);
                return null;
            }
            links.add(link);
            Outline target = records.get(link.target());
            if (target == null) {
                return null;
            }
            from = target;
        }
        return links;
    }

    private void reportUnknownLink(SourceRange range, String name, Outline record) {
        if (record.mayDeclare(name)) {
            return;
        }
        if (record.fields.containsKey(name) || name.equals(Field.UPDATED_AT.name())) {
            findings.add(range, "`" + name + "` is a field of record " + record.name + ", not a link");
        } else {
            findings.add(
                    range,
                    "unknown link `" + name + "` in record " + record.name,
                    () -> Suggestion.among(name, record.links.keySet()));
        }
    }
}

package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ways to make an `exists` hold, or to break it. It holds by a linked row that changes, by a new
/// linked row, or by a link that leads elsewhere; it breaks when no linked row matches any more. Use
/// one for one question.
final class FlipLinks {
    private static final int ROWS_LIMIT = 8;
    /// To break more links than these is no small change.
    private static final int MATCHES_LIMIT = 4;

    private static final int NEW_ROW = 2;
    private static final int OTHER_LINK = 3;
    private static final int REMOVED_RELATION = 3;
    private static final int REMOVED_ROW = 6;

    private final FlipSearch search;
    private final Schema schema;
    private final FlipWorld world;
    private long newId;

    FlipLinks(FlipSearch search, Schema schema, FlipWorld world) {
        this.search = search;
        this.schema = schema;
        this.world = world;
    }

    List<FlipOption> make(Expression.Exists exists, Row row) {
        List<FlipOption> options = new ArrayList<>();
        extend(exists, 0, row, options);
        return options;
    }

    private void extend(Expression.Exists exists, int depth, Row row, List<FlipOption> options) {
        Link link = exists.path().get(depth);
        RecordType target = schema.require(link.target());
        boolean last = depth == exists.path().size() - 1;
        int tried = 0;
        for (Row next : Evaluator.follow(link, row, world.linked())) {
            if (tried++ < ROWS_LIMIT) {
                if (last) {
                    options.addAll(search.options(exists.body(), FlipGoal.TRUE, target, next, true));
                } else {
                    extend(exists, depth + 1, next, options);
                }
            }
        }
        Object value = row.get(link.localField());
        if (value != null && !link.targetField().equals(target.idField())) {
            addRow(exists, depth, link, value, options);
        }
        if (last && depth == 0) {
            leadElsewhere(exists, link, row, options);
        }
    }

    /// A new row at the end of the link, and what it still needs.
    private void addRow(Expression.Exists exists, int depth, Link link, Object value, List<FlipOption> options) {
        RecordType target = schema.require(link.target());
        Row fresh = fresh(target, link.targetField(), value);
        if (depth < exists.path().size() - 1) {
            List<FlipOption> further = new ArrayList<>();
            Link next = exists.path().get(depth + 1);
            if (next.many()) {
                extend(exists, depth + 1, fresh, further);
            } else {
                leadSomewhere(exists, depth + 1, fresh, further);
            }
            further.forEach(option -> folded(target, fresh, link, option, options));
        } else {
            search.options(exists.body(), FlipGoal.TRUE, target, fresh, true)
                    .forEach(option -> folded(target, fresh, link, option, options));
        }
    }

    /// Puts the changes of a row that is new anyway into its making.
    private void folded(RecordType target, Row fresh, Link link, FlipOption option, List<FlipOption> options) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(fresh.asMap());
        values.remove(Field.UPDATED_AT.name());
        values.remove(target.idField());
        Set<String> deciding = new LinkedHashSet<>(Set.of(link.targetField()));
        List<FlipStep> steps = new ArrayList<>();
        int cost = NEW_ROW;
        for (FlipStep step : option.steps()) {
            if (step instanceof FlipStep.SetField set
                    && set.id() == fresh.id()
                    && set.record().equals(target.name())) {
                values.put(set.field(), set.to());
                deciding.add(set.field());
            } else {
                steps.add(step);
                cost += option.cost();
            }
        }
        steps.addFirst(new FlipStep.AddRow(target.name(), fresh.id(), values, deciding));
        options.add(new FlipOption(steps, cost));
    }

    private Row fresh(RecordType target, String linkField, Object value) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : target.fields()) {
            values.put(field.name(), initial(field));
        }
        values.put(linkField, value);
        return FlipWorld.added(target, --newId, values);
    }

    private @Nullable Object initial(Field field) {
        return switch (field.defaultValue()) {
            case DefaultValue.Constant constant -> constant.value();
            case DefaultValue.FromSession from -> world.session().get(from.field());
            case DefaultValue.Now ignored -> FlipValues.placeholder(ScalarType.DATE_TIME);
            case null -> field.nullable() ? null : FlipValues.placeholder(field.type());
        };
    }

    /// The row itself linked to another row that matches.
    private void leadElsewhere(Expression.Exists exists, Link link, Row row, List<FlipOption> options) {
        RecordType type = schema.require(row.record());
        if (link.localField().equals(type.idField()) || link.localField().equals(Field.UPDATED_AT.name())) {
            return;
        }
        for (Row match : matching(exists)) {
            Object value = match.get(link.targetField());
            if (value != null) {
                options.add(FlipOption.of(
                        new FlipStep.SetField(
                                type.name(), row.id(), link.localField(), row.get(link.localField()), value, false),
                        OTHER_LINK));
            }
        }
    }

    /// A new row in the middle of a path, linked to a row that matches at its end.
    private void leadSomewhere(Expression.Exists exists, int depth, Row fresh, List<FlipOption> options) {
        if (depth == exists.path().size() - 1) {
            leadElsewhere(exists, exists.path().get(depth), fresh, options);
        }
    }

    /// Rows of the target that match and can be found by a value that the condition demands.
    private List<Row> matching(Expression.Exists exists) {
        List<Row> matching = new ArrayList<>();
        for (Expression term : exists.body() instanceof Expression.And and ? and.terms() : List.of(exists.body())) {
            if (term instanceof Expression.Comparison comparison && comparison.operator() == Operator.EQUAL) {
                find(exists, comparison.left(), comparison.right(), matching);
                find(exists, comparison.right(), comparison.left(), matching);
            }
        }
        return matching;
    }

    private void find(Expression.Exists exists, Operand field, Operand value, List<Row> matching) {
        if (!(field instanceof Operand.OfRow of) || value instanceof Operand.OfRow || value instanceof Operand.ListOf) {
            return;
        }
        Object wanted = Evaluator.value(value, world.row(), world.session());
        if (wanted == null) {
            return;
        }
        for (Row found : world.linked().find(exists.target(), of.field().name(), wanted)) {
            boolean matches = Evaluator.evaluate(exists.body(), found, world.session(), world.linked()) == Truth.TRUE;
            if (matches && matching.size() < ROWS_LIMIT) {
                matching.add(found);
            }
        }
    }

    List<FlipOption> breakAll(Expression.Exists exists, Row row) {
        List<FlipOption> options = new ArrayList<>();
        unlink(exists.path().getFirst(), row, options);
        Set<Row> matches = new LinkedHashSet<>();
        collect(exists, 0, row, matches);
        if (matches.size() > MATCHES_LIMIT) {
            return options;
        }
        List<FlipOption> all = List.of(FlipOption.NOTHING);
        RecordType target = schema.require(exists.target());
        for (Row match : matches) {
            List<FlipOption> broken =
                    new ArrayList<>(search.options(exists.body(), FlipGoal.NOT_TRUE, target, match, true));
            // A row that is gone is seen by nobody, but that is not what was asked.
            if (!match.equals(world.row())) {
                int cost = FlipWords.isRelation(target) ? REMOVED_RELATION : REMOVED_ROW;
                broken.add(FlipOption.of(new FlipStep.RemoveRow(match), cost));
            }
            all = FlipSearch.together(all, broken);
        }
        options.addAll(all);
        return options;
    }

    /// The row itself linked to nothing.
    private void unlink(Link link, Row row, List<FlipOption> options) {
        RecordType type = schema.require(row.record());
        boolean clearable = type.field(link.localField()).map(Field::nullable).orElse(false);
        if (clearable) {
            options.add(FlipOption.of(
                    new FlipStep.SetField(
                            type.name(), row.id(), link.localField(), row.get(link.localField()), null, false),
                    OTHER_LINK));
        }
    }

    private void collect(Expression.Exists exists, int depth, Row row, Set<Row> matches) {
        if (depth == exists.path().size()) {
            if (Evaluator.evaluate(exists.body(), row, world.session(), world.linked()) == Truth.TRUE) {
                matches.add(row);
            }
            return;
        }
        for (Row next : Evaluator.follow(exists.path().get(depth), row, world.linked())) {
            if (matches.size() > MATCHES_LIMIT) {
                return;
            }
            collect(exists, depth + 1, next, matches);
        }
    }
}

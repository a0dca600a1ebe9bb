package dev.parallax.server.store;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Expression.And;
import dev.parallax.schema.Expression.Comparison;
import dev.parallax.schema.Expression.Constant;
import dev.parallax.schema.Expression.Exists;
import dev.parallax.schema.Expression.Not;
import dev.parallax.schema.Expression.Or;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operand.ListOf;
import dev.parallax.schema.Operand.Literal;
import dev.parallax.schema.Operand.OfRow;
import dev.parallax.schema.Operand.OfSession;
import dev.parallax.schema.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A permission as an SQL condition with the same three-valued meaning as its evaluation in memory. Every value
/// is a bind parameter. Immutable.
final class PolicyCondition {
    private static final String START = "p";

    private final Tables tables;
    private final SessionValues session;

    private PolicyCondition(Tables tables, SessionValues session) {
        this.tables = tables;
        this.session = session;
    }

    /// @param permission of the record of `table`
    /// @param alias by which the query knows `table`
    static Condition of(Expression permission, Tables tables, RecordTable table, String alias, SessionValues session) {
        return new PolicyCondition(tables, session).condition(permission, table, alias);
    }

    private Condition condition(Expression expression, RecordTable table, String alias) {
        return switch (expression) {
            case Constant constant -> constant.value() ? DSL.trueCondition() : DSL.falseCondition();
            case And and -> DSL.and(conditions(and.terms(), table, alias));
            case Or or -> DSL.or(conditions(or.terms(), table, alias));
            case Not not -> DSL.not(condition(not.term(), table, alias));
            case Comparison comparison -> comparison(comparison, table, alias);
            case Exists exists -> exists(exists, table, alias);
        };
    }

    private List<Condition> conditions(List<Expression> terms, RecordTable table, String alias) {
        return terms.stream().map(term -> condition(term, table, alias)).toList();
    }

    private Condition comparison(Comparison comparison, RecordTable table, String alias) {
        SqlOperand left = operand(comparison.left(), table, alias);
        if (comparison.right() instanceof ListOf list) {
            Condition in = SqlComparison.in(
                    left,
                    list.items().stream()
                            .map(item -> SqlOperand.Constant.literal(item.value()))
                            .toList());
            return comparison.operator() == Operator.IN ? in : DSL.not(in);
        }
        return SqlComparison.of(left, comparison.operator(), operand(comparison.right(), table, alias));
    }

    private SqlOperand operand(Operand operand, RecordTable table, String alias) {
        return switch (operand) {
            case OfRow ofRow ->
                new SqlOperand.OfColumn(table.column(ofRow.field().name()), alias);
            case OfSession ofSession ->
                new SqlOperand.Constant(
                        session.get(ofSession.field().name()), ofSession.field().type(), false);
            case Literal literal -> SqlOperand.Constant.literal(literal.value());
            case ListOf ignored -> throw new IllegalArgumentException("a list is no single value");
        };
    }

    /// How many paths of an `exists` count, by the value that they start from.
    ///
    /// @param key the only value of interest, or null for all
    static ResultQuery<?> paths(
            DSLContext sql, Exists exists, Tables tables, SessionValues session, @Nullable Object key) {
        Link first = exists.path().getFirst();
        Column start = tables.of(first.target()).column(first.targetField());
        Joined joined = new PolicyCondition(tables, session).join(exists, null, START);
        Field<Object> value = start.of(START + "_1");
        Condition wanted = key == null ? value.isNotNull() : equal(start, START + "_1", key);
        return sql.select(value, DSL.count())
                .from(joined.tables())
                .where(joined.conditions())
                .and(wanted)
                .groupBy(value);
    }

    /// Whether a column of numbers equals a value.
    static Condition equal(Column column, String alias, Object key) {
        return SqlComparison.of(
                new SqlOperand.OfColumn(column, alias), Operator.EQUAL, SqlOperand.Constant.literal(key));
    }

    private Condition exists(Exists exists, RecordTable table, String alias) {
        Joined joined = join(exists, table, alias);
        return DSL.exists(DSL.selectOne().from(joined.tables()).where(joined.conditions()));
    }

    private record Joined(List<Table<Record>> tables, List<Condition> conditions) {}

    /// The linked tables are joined by the condition, so that null links to nothing.
    ///
    /// @param table of the row that asks, or null to begin with the first linked row
    private Joined join(Exists exists, @Nullable RecordTable table, String alias) {
        List<Table<Record>> reached = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        RecordTable from = table;
        String fromAlias = alias;
        for (Link link : exists.path()) {
            RecordTable to = tables.of(link.target());
            String toAlias = alias + "_" + (reached.size() + 1);
            reached.add(to.as(toAlias));
            if (from != null) {
                conditions.add(SqlComparison.of(
                        new SqlOperand.OfColumn(from.column(link.localField()), fromAlias),
                        Operator.EQUAL,
                        new SqlOperand.OfColumn(to.column(link.targetField()), toAlias)));
            }
            from = to;
            fromAlias = toAlias;
        }
        conditions.add(condition(exists.body(), tables.of(exists.target()), fromAlias));
        return new Joined(reached, conditions);
    }
}

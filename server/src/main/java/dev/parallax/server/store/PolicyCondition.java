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
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// A permission as an SQL condition with the same three-valued meaning as its evaluation in memory. Every value
/// is a bind parameter. Immutable.
final class PolicyCondition {
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

    /// The linked tables are joined by the condition, so that null links to nothing.
    private Condition exists(Exists exists, RecordTable table, String alias) {
        List<Table<Record>> reached = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        RecordTable from = table;
        String fromAlias = alias;
        for (Link link : exists.path()) {
            RecordTable to = tables.of(link.target());
            String toAlias = alias + "_" + (reached.size() + 1);
            reached.add(to.as(toAlias));
            conditions.add(SqlComparison.of(
                    new SqlOperand.OfColumn(from.column(link.localField()), fromAlias),
                    Operator.EQUAL,
                    new SqlOperand.OfColumn(to.column(link.targetField()), toAlias)));
            from = to;
            fromAlias = toAlias;
        }
        conditions.add(condition(exists.body(), from, fromAlias));
        return DSL.exists(DSL.selectOne().from(reached).where(conditions));
    }
}

package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operand;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The single changes, of a row or of the session, that bring one comparison to a goal. Stateless.
final class FlipComparison {
    private static final int SWITCH = 1;
    private static final int VALUE = 2;
    private static final int RELATION = 3;
    private static final int SESSION_WORD = 3;
    /// To be someone else is hardly what anyone asks for.
    private static final int SESSION_IDENTITY = 7;
    private static final int FAR = 2;

    private FlipComparison() {}

    /// @param far whether the row is not the one that is asked about, but linked to it
    static List<FlipOption> options(
            Expression.Comparison comparison,
            FlipGoal goal,
            RecordType type,
            Row row,
            SessionValues session,
            boolean far) {
        List<FlipOption> options = new ArrayList<>();
        side(comparison, comparison.left(), comparison.right(), goal, type, row, session, far, options);
        side(comparison, comparison.right(), comparison.left(), goal, type, row, session, far, options);
        return options;
    }

    private static void side(
            Expression.Comparison comparison,
            Operand mine,
            Operand other,
            FlipGoal goal,
            RecordType type,
            Row row,
            SessionValues session,
            boolean far,
            List<FlipOption> options) {
        boolean foundAny = false;
        boolean foundExact = false;
        Field field = settable(mine, type);
        if (field == null) {
            return;
        }
        for (FlipValues.Candidate candidate : FlipValues.candidates(field, values(other, row, session))) {
            boolean wanted = candidate.any() ? !foundAny : candidate.value() == null || !foundExact;
            if (!wanted) {
                continue;
            }
            Map<String, @Nullable Object> change = Collections.singletonMap(field.name(), candidate.value());
            boolean ofRow = mine instanceof Operand.OfRow;
            Row changedRow = ofRow ? row.with(change) : row;
            SessionValues changedSession = ofRow ? session : with(session, change);
            if (!goal.isMetBy(Evaluator.compare(comparison, changedRow, changedSession))) {
                continue;
            }
            foundAny |= candidate.any();
            foundExact |= !candidate.any() && candidate.value() != null;
            Object from = Evaluator.value(mine, row, session);
            int extra = candidate.value() == null ? 1 : 0;
            options.add(
                    ofRow
                            ? FlipOption.of(
                                    new FlipStep.SetField(
                                            type.name(),
                                            row.id(),
                                            field.name(),
                                            from,
                                            candidate.value(),
                                            candidate.any()),
                                    cost(field, type) + extra + (far ? FAR : 0))
                            : FlipOption.of(
                                    new FlipStep.SetSession(field.name(), from, candidate.value(), candidate.any()),
                                    (field.type() == ScalarType.INT ? SESSION_IDENTITY : SESSION_WORD) + extra));
        }
    }

    private static @Nullable Field settable(Operand operand, RecordType type) {
        return switch (operand) {
            case Operand.OfRow of ->
                of.field().name().equals(type.idField()) || of.field().name().equals(Field.UPDATED_AT.name())
                        ? null
                        : of.field();
            case Operand.OfSession of -> of.field();
            case Operand.Literal ignored -> null;
            case Operand.ListOf ignored -> null;
        };
    }

    private static List<@Nullable Object> values(Operand operand, Row row, SessionValues session) {
        if (operand instanceof Operand.ListOf list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.items().forEach(item -> values.add(item.value()));
            return Collections.unmodifiableList(values);
        }
        return Collections.singletonList(Evaluator.value(operand, row, session));
    }

    private static int cost(Field field, RecordType type) {
        boolean relation = type.links().stream()
                .anyMatch(link -> !link.many() && link.localField().equals(field.name()));
        return field.type() == ScalarType.BOOL ? SWITCH : relation ? RELATION : VALUE;
    }

    private static SessionValues with(SessionValues session, Map<String, @Nullable Object> change) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(session.values());
        values.putAll(change);
        return new SessionValues(values);
    }
}

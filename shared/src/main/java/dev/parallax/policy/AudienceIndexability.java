package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What can be said of an audience plan without a row: the session fields of its terms, and what stays unindexed.
/// Immutable.
///
/// @param fields in alphabetical order
/// @param unindexed in source order
record AudienceIndexability(Set<String> fields, List<SourceRange> unindexed) {
    /// @param narrows true if, for every row, an index names the candidates or there are none
    /// @param unindexed what stands in the way where it does not
    private record Finding(boolean narrows, List<SourceRange> unindexed) {
        static final Finding SETTLED_BY_ROW = new Finding(false, List.of());
        static final Finding NARROWS = new Finding(true, List.of());
    }

    static AudienceIndexability of(Expression permission) {
        Set<String> fields = new TreeSet<>();
        List<SourceRange> unindexed =
                new ArrayList<>(find(permission, true, fields).unindexed());
        unindexed.sort(Comparator.comparingInt(SourceRange::start));
        return new AudienceIndexability(fields, List.copyOf(unindexed));
    }

    private static Finding find(Expression expression, boolean wanted, Set<String> fields) {
        return switch (expression) {
            case Expression.Constant ignored -> Finding.SETTLED_BY_ROW;
            case Expression.Not not -> find(not.term(), !wanted, fields);
            case Expression.And and -> join(and.terms(), wanted, wanted, fields);
            case Expression.Or or -> join(or.terms(), !wanted, wanted, fields);
            case Expression.Exists exists -> wanted ? Finding.NARROWS : new Finding(false, List.of(exists.range()));
            case Expression.Comparison comparison -> find(comparison, wanted, fields);
        };
    }

    /// @param all whether every term must hold; one that narrows is then enough
    private static Finding join(List<Expression> terms, boolean all, boolean wanted, Set<String> fields) {
        List<Finding> findings =
                terms.stream().map(term -> find(term, wanted, fields)).toList();
        if (all && findings.stream().anyMatch(Finding::narrows)) {
            return Finding.NARROWS;
        }
        List<SourceRange> unindexed = findings.stream()
                .flatMap(finding -> finding.unindexed().stream())
                .toList();
        return new Finding(findings.stream().allMatch(Finding::narrows), unindexed);
    }

    private static Finding find(Expression.Comparison comparison, boolean wanted, Set<String> fields) {
        boolean sessionLeft = comparison.left() instanceof Operand.OfSession;
        boolean sessionRight = comparison.right() instanceof Operand.OfSession;
        if (!sessionLeft && !sessionRight) {
            return Finding.SETTLED_BY_ROW;
        }
        Operator equality = wanted ? Operator.EQUAL : Operator.NOT_EQUAL;
        Operator membership = wanted ? Operator.IN : Operator.NOT_IN;
        Operator operator = comparison.operator();
        if (sessionLeft != sessionRight && (operator == equality || operator == membership)) {
            Operand session = sessionLeft ? comparison.left() : comparison.right();
            fields.add(((Operand.OfSession) session).field().name());
            return Finding.NARROWS;
        }
        return new Finding(false, List.of(comparison.range()));
    }
}

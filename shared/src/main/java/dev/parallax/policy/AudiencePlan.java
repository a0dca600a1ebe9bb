package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Operator;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.SourceRange;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds, for one row, the sessions that may see it, without asking each: from the equality terms between
/// session fields and the row's values, and from the keys at which its `exists` ask. Immutable and thread-safe.
///
/// A row makes each comparison one of three: settled by the row alone, an equality term, or neither. Or joins
/// the terms of its parts; And needs those of one part alone, and takes the part that promises the fewest
/// sessions. Not is pushed down to the comparisons, which is exact for Kleene's truth: Not(x) is true where x
/// is false.
///
/// A plan speaks only of sessions for which the permission is *true*; unknown is denied like false.
public final class AudiencePlan {
    /// How many sessions a term promises, roughly: a value of the row (its author) names few; a literal (a
    /// role) names the same many for every row.
    private static final int COST_OF_ROW_VALUE = 1;

    private static final int COST_OF_LITERAL = 16;
    /// A linked row's key (a workspace) names those for whom something is linked there: some.
    private static final int COST_OF_LINK = 4;

    private static final SessionValues NO_SESSION = new SessionValues(Map.of());

    /// @param cost how many sessions it may be, for comparison with other bounds; only for Matching
    private record Bound(Candidates candidates, int cost) {
        static final Bound EVERYONE = new Bound(Candidates.EVERYONE, 0);
        static final Bound NOBODY = new Bound(Candidates.NOBODY, 0);
        static final Bound UNINDEXED = new Bound(Candidates.UNINDEXED, 0);

        static Bound of(boolean everyone) {
            return everyone ? EVERYONE : NOBODY;
        }
    }

    private final Expression permission;
    private final AudienceIndexability indexability;
    /// The question of each `exists` in the permission.
    private final Map<Expression.Exists, LinkQuestion> questions;

    private AudiencePlan(Expression permission) {
        this.permission = permission;
        this.indexability = AudienceIndexability.of(permission);
        this.questions = LinkQuestion.byExists(permission);
    }

    /// The plan for who may query rows of `record`.
    public static AudiencePlan of(RecordType record) {
        return new AudiencePlan(record.permission(Operation.QUERY));
    }

    /// @param permission any checked condition on a row and a session
    public static AudiencePlan of(Expression permission) {
        return new AudiencePlan(permission);
    }

    /// The session fields that [SessionTerm]s may name: an index needs an entry for each of them and for every session.
    public Set<String> indexedFields() {
        return indexability.fields();
    }

    /// The comparisons for whose sake every distinct audience may have to be evaluated, in source order; empty
    /// if an index always narrows it down.
    public List<SourceRange> notIndexable() {
        return indexability.unindexed();
    }

    /// Who may see `row`.
    public Candidates candidates(Row row) {
        return bound(permission, true, row).candidates();
    }

    /// @param wanted whether sessions are sought that make the expression true, or false
    private Bound bound(Expression expression, boolean wanted, Row row) {
        return switch (expression) {
            case Expression.Constant constant -> Bound.of(constant.value() == wanted);
            case Expression.Not not -> bound(not.term(), !wanted, row);
            case Expression.And and -> wanted ? all(and.terms(), true, row) : any(and.terms(), false, row);
            case Expression.Or or -> wanted ? any(or.terms(), true, row) : all(or.terms(), false, row);
            case Expression.Comparison comparison -> bound(comparison, wanted, row);
            case Expression.Exists exists -> bound(exists, wanted, row);
        };
    }

    private Bound any(List<Expression> terms, boolean wanted, Row row) {
        Set<AudienceTerm> union = new HashSet<>();
        int cost = 0;
        boolean unindexed = false;
        for (Expression term : terms) {
            Bound bound = bound(term, wanted, row);
            switch (bound.candidates()) {
                case Candidates.Everyone ignored -> {
                    return bound;
                }
                case Candidates.Nobody ignored -> {}
                case Candidates.Unindexed ignored -> unindexed = true;
                case Candidates.Matching matching -> {
                    union.addAll(matching.terms());
                    cost += bound.cost();
                }
            }
        }
        return unindexed ? Bound.UNINDEXED : matching(union, cost);
    }

    private Bound all(List<Expression> terms, boolean wanted, Row row) {
        Bound best = Bound.EVERYONE;
        for (Expression term : terms) {
            Bound bound = bound(term, wanted, row);
            if (bound.candidates() instanceof Candidates.Nobody) {
                return bound;
            }
            best = narrower(best, bound);
        }
        return best;
    }

    private static Bound narrower(Bound first, Bound second) {
        if (!(first.candidates() instanceof Candidates.Matching)) {
            return second.candidates() instanceof Candidates.Everyone ? first : second;
        }
        return second.candidates() instanceof Candidates.Matching && second.cost() < first.cost() ? second : first;
    }

    private static Bound matching(Set<AudienceTerm> terms, int cost) {
        return terms.isEmpty() ? Bound.NOBODY : new Bound(new Candidates.Matching(terms), cost);
    }

    private Bound bound(Expression.Exists exists, boolean wanted, Row row) {
        Object key = LinkQuestion.key(row.get(exists.path().getFirst().localField()));
        if (key == null) {
            return Bound.of(!wanted);
        }
        LinkQuestion question = questions.get(exists);
        if (question == null) {
            throw new IllegalStateException("an `exists` that is not of this permission");
        }
        return wanted ? matching(Set.of(new LinkTerm(question.id(), key)), COST_OF_LINK) : Bound.UNINDEXED;
    }

    private static Bound bound(Expression.Comparison comparison, boolean wanted, Row row) {
        Operand left = comparison.left();
        Operand right = comparison.right();
        boolean sessionLeft = left instanceof Operand.OfSession;
        boolean sessionRight = right instanceof Operand.OfSession;
        if (!sessionLeft && !sessionRight) {
            return Bound.of(Evaluator.compare(comparison, row, NO_SESSION) == Truth.of(wanted));
        }
        if (sessionLeft && sessionRight) {
            return Bound.UNINDEXED;
        }
        String field = (sessionLeft ? (Operand.OfSession) left : (Operand.OfSession) right)
                .field()
                .name();
        Operand other = sessionLeft ? right : left;
        boolean wantsEqual = isEquality(comparison.operator()) == wanted;
        if (other instanceof Operand.ListOf list) {
            return oneOf(field, list.items(), wantsEqual);
        }
        Object value = Evaluator.value(other, row, NO_SESSION);
        boolean testsNull = Evaluator.isNullLiteral(other) && isEqualityOrOpposite(comparison.operator());
        if (value == null && !testsNull) {
            // Unknown for every session, hence neither true nor false.
            return Bound.NOBODY;
        }
        if (!isEqualityOrOpposite(comparison.operator()) || !wantsEqual) {
            return Bound.UNINDEXED;
        }
        int cost = other instanceof Operand.OfRow ? COST_OF_ROW_VALUE : COST_OF_LITERAL;
        return matching(Set.of(new SessionTerm(field, value)), cost);
    }

    private static Bound oneOf(String field, List<Operand.Literal> items, boolean wantsMember) {
        if (!wantsMember) {
            // With a null in the list nothing is certainly outside it.
            boolean holdsNull = items.stream().anyMatch(Evaluator::isNullLiteral);
            return items.isEmpty() ? Bound.EVERYONE : holdsNull ? Bound.NOBODY : Bound.UNINDEXED;
        }
        Set<AudienceTerm> terms = new HashSet<>();
        for (Operand.Literal item : items) {
            if (item.value() != null) {
                terms.add(new SessionTerm(field, item.value()));
            }
        }
        return matching(Collections.unmodifiableSet(terms), terms.size() * COST_OF_LITERAL);
    }

    private static boolean isEquality(Operator operator) {
        return operator == Operator.EQUAL || operator == Operator.IN;
    }

    private static boolean isEqualityOrOpposite(Operator operator) {
        return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
    }
}

package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Searches the checked expression for the smallest changes that would flip its verdict: of fields of
/// the row, fields of the session, and rows that an `exists` reaches. What it proposes it has tried:
/// every flip was applied and the whole permission evaluated again, and again without each of its steps.
///
/// It goes down the tree with what each part has to become, collects the single changes that bring a
/// comparison or an `exists` there, and puts them together where several parts have to move. Bounded at
/// each node, so that it may miss a flip that takes many steps; it never proposes one that does not
/// work. Use one for one question.
public final class FlipSearch {
    /// More than this nobody reads.
    public static final int FLIPS_LIMIT = 4;

    static final int OPTIONS_LIMIT = 24;
    private static final int STEPS_LIMIT = 4;

    private final Schema schema;
    private final FlipWorld world;
    private final FlipLinks links;

    private FlipSearch(Schema schema, FlipWorld world) {
        this.schema = schema;
        this.world = world;
        this.links = new FlipLinks(this, schema, world);
    }

    /// The smallest first; empty if none was found.
    ///
    /// @param record of `schema`
    public static List<Flip> search(
            Schema schema, RecordType record, Operation operation, Row row, SessionValues session, LinkedRows linked) {
        return new FlipSearch(schema, new FlipWorld(row, session, linked)).flips(record, record.permission(operation));
    }

    private List<Flip> flips(RecordType record, Expression permission) {
        boolean allowed = holds(permission, List.of());
        FlipGoal goal = allowed ? FlipGoal.NOT_TRUE : FlipGoal.TRUE;
        List<Flip> flips = new ArrayList<>();
        FlipWords words = new FlipWords(schema, world.session());
        for (FlipOption option : options(permission, goal, record, world.row(), false)) {
            List<FlipStep> steps = reduced(permission, option.steps(), allowed);
            boolean works = !steps.isEmpty() && steps.size() <= STEPS_LIMIT && holds(permission, steps) != allowed;
            if (works && flips.stream().noneMatch(flip -> flip.steps().equals(steps))) {
                flips.add(new Flip(steps, option.cost(), words.sentence(steps)));
            }
            if (flips.size() == FLIPS_LIMIT) {
                break;
            }
        }
        return flips;
    }

    /// Without steps that are not needed.
    private List<FlipStep> reduced(Expression permission, List<FlipStep> steps, boolean allowed) {
        List<FlipStep> needed = new ArrayList<>(steps);
        for (FlipStep step : steps) {
            List<FlipStep> without = new ArrayList<>(needed);
            without.remove(step);
            if (holds(permission, without) != allowed) {
                needed = without;
            }
        }
        return needed;
    }

    private boolean holds(Expression permission, List<FlipStep> steps) {
        FlipWorld after = world.after(schema, steps);
        return Evaluator.evaluate(permission, after.row(), after.session(), after.linked()) == Truth.TRUE;
    }

    /// Ways to bring a part of the permission to a goal, the smallest first, at most [#OPTIONS_LIMIT].
    ///
    /// @param far whether `row` is not the one that is asked about
    List<FlipOption> options(Expression expression, FlipGoal goal, RecordType type, Row row, boolean far) {
        if (goal.isMetBy(Evaluator.evaluate(expression, row, world.session(), world.linked()))) {
            return List.of(FlipOption.NOTHING);
        }
        return best(
                switch (expression) {
                    case Expression.Constant ignored -> List.of();
                    case Expression.Not not -> options(not.term(), goal.negated(), type, row, far);
                    case Expression.And and ->
                        goal.isRising()
                                ? all(and.terms(), goal, type, row, far)
                                : any(and.terms(), goal, type, row, far);
                    case Expression.Or or ->
                        goal.isRising() ? any(or.terms(), goal, type, row, far) : all(or.terms(), goal, type, row, far);
                    case Expression.Comparison comparison ->
                        FlipComparison.options(comparison, goal, type, row, world.session(), far);
                    case Expression.Exists exists ->
                        goal.isRising() ? links.make(exists, row) : links.breakAll(exists, row);
                });
    }

    private List<FlipOption> any(List<Expression> terms, FlipGoal goal, RecordType type, Row row, boolean far) {
        return terms.stream()
                .flatMap(term -> options(term, goal, type, row, far).stream())
                .toList();
    }

    private List<FlipOption> all(List<Expression> terms, FlipGoal goal, RecordType type, Row row, boolean far) {
        List<FlipOption> all = List.of(FlipOption.NOTHING);
        for (Expression term : terms) {
            all = together(all, options(term, goal, type, row, far));
        }
        return all;
    }

    /// Every one of `some` with every one of `others`.
    static List<FlipOption> together(List<FlipOption> some, List<FlipOption> others) {
        List<FlipOption> together = new ArrayList<>();
        for (FlipOption one : some) {
            others.forEach(other -> one.and(other).ifPresent(together::add));
        }
        return best(together);
    }

    static List<FlipOption> best(List<FlipOption> options) {
        return options.stream()
                .distinct()
                .sorted(Comparator.comparingInt(FlipOption::cost)
                        .thenComparingInt(option -> option.steps().size()))
                .limit(OPTIONS_LIMIT)
                .toList();
    }
}

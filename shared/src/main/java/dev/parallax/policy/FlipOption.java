package dev.parallax.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Steps that together bring a part of an expression to its goal. Immutable.
///
/// @param steps at most one for each field, session field and row
record FlipOption(List<FlipStep> steps, int cost) {
    static final FlipOption NOTHING = new FlipOption(List.of(), 0);

    FlipOption {
        steps = List.copyOf(steps);
    }

    static FlipOption of(FlipStep step, int cost) {
        return new FlipOption(List.of(step), cost);
    }

    /// Both together; empty if they want different things of one place.
    Optional<FlipOption> and(FlipOption other) {
        List<FlipStep> all = new ArrayList<>(steps);
        int sum = cost + other.cost;
        for (FlipStep step : other.steps) {
            for (FlipStep mine : steps) {
                if (contradict(mine, step)) {
                    return Optional.empty();
                }
            }
            if (all.contains(step)) {
                sum--;
            } else {
                all.add(step);
            }
        }
        return Optional.of(new FlipOption(all, sum));
    }

    private static boolean contradict(FlipStep one, FlipStep other) {
        return switch (one) {
            case FlipStep.SetField set
            when other instanceof FlipStep.SetField also ->
                set.id() == also.id()
                        && set.record().equals(also.record())
                        && set.field().equals(also.field())
                        && !Objects.equals(set.to(), also.to());
            case FlipStep.SetField set when other instanceof FlipStep.RemoveRow gone -> isOf(gone, set);
            case FlipStep.RemoveRow gone when other instanceof FlipStep.SetField set -> isOf(gone, set);
            case FlipStep.SetSession set
            when other instanceof FlipStep.SetSession also ->
                set.field().equals(also.field()) && !Objects.equals(set.to(), also.to());
            default -> false;
        };
    }

    private static boolean isOf(FlipStep.RemoveRow gone, FlipStep.SetField set) {
        return gone.row().id() == set.id() && gone.row().record().equals(set.record());
    }
}

package dev.parallax.scenario.plan;

import java.util.List;

/// Which clients a step is about. Immutable.
///
/// @param names empty for all
public record Who(List<String> names) {
    public static final Who ALL = new Who(List.of());

    public Who {
        names = List.copyOf(names);
    }

    public boolean isAll() {
        return names.isEmpty();
    }

    public String text() {
        return isAll() ? "everyone" : String.join(", ", names);
    }
}

package dev.parallax.ui.preferences;

import java.util.Optional;

/// Small values remembered between runs: theme, panel sizes, what was closed. FX thread only; never blocks.
public interface Preferences {
    Optional<String> get(String key);

    void put(String key, String value);

    /// Forgets everything.
    void clear();

    /// Forgets everything, and remembers nothing more of this run.
    void forget();

    /// What was wrong with what was remembered, for the person; empty if nothing was.
    default Optional<String> problem() {
        return Optional.empty();
    }

    default boolean flag(String key, boolean otherwise) {
        return get(key).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /// The remembered number, or `otherwise` if there is none or it is none.
    default double number(String key, double otherwise) {
        try {
            double value = get(key).map(Double::parseDouble).orElse(otherwise);
            return Double.isFinite(value) ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}

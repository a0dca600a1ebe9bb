package dev.parallax.policy;

import java.util.Locale;

/// A value of Kleene's three-valued logic, exactly as SQL has it. A whole permission that is not TRUE is denied.
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /// As the wire writes it: `true`, `false`, `unknown`.
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.parallax.ui.inspector;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows and values in words. Stateless.
public final class RowText {
    private static final List<String> TECHNICAL = List.of("id", "updatedAt", "createdAt");

    private RowText() {}

    /// The row in one line: its texts, then its other values by name.
    public static String summary(Row row) {
        List<String> texts = new ArrayList<>();
        List<String> others = new ArrayList<>();
        row.asMap().forEach((field, value) -> {
            if (TECHNICAL.contains(field) || value == null) {
                return;
            }
            if (value instanceof String text) {
                texts.add(text.replace('\n', ' '));
            } else {
                others.add(field + " " + value(value));
            }
        });
        texts.addAll(others);
        return String.join(" · ", texts);
    }

    /// A value as a person reads it.
    public static String value(@Nullable Object value) {
        return switch (value) {
            case null -> "Null";
            case Boolean flag -> flag ? "True" : "False";
            case Instant instant -> Version.text(instant);
            default -> value.toString();
        };
    }
}

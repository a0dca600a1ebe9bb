package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Changes in words. Stateless.
public final class ChangeText {
    private ChangeText() {}

    /// What it did to which fields, with the values before and after.
    public static String differences(Change change) {
        Row before = change.before();
        Row after = change.after();
        if (before == null) {
            return text("history.created");
        }
        if (after == null) {
            return text("history.deleted");
        }
        List<String> changed = new ArrayList<>();
        after.asMap().forEach((field, value) -> {
            if (!field.equals("updatedAt") && !Objects.equals(value, before.get(field))) {
                changed.add(text("history.changed", field, RowText.value(before.get(field)), RowText.value(value)));
            }
        });
        return changed.isEmpty() ? text("history.touched") : String.join("; ", changed);
    }
}

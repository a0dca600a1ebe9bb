package dev.parallax.ui.tableau;

import dev.parallax.client.Status;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The tableau's texts, from its resource bundle.
final class TableauWords {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.parallax.ui.tableau.tableau");

    private TableauWords() {}

    /// The text of a key with its `{0}`, `{1}` … filled in.
    static String text(String key, Object... values) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(values);
    }

    static String status(Status status) {
        return BUNDLE.getString("status." + status.name());
    }
}

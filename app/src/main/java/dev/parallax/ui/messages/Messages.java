package dev.parallax.ui.messages;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The text of the resource bundle `messages.properties`. Thread-safe.
public final class Messages {
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.parallax.ui.messages", Locale.ENGLISH, Messages.class.getClassLoader());

    private Messages() {}

    /// The text for `key` with its `{0}` placeholders filled in; numbers are grouped the English way.
    ///
    /// @throws MissingResourceException if there is no such key
    public static String text(String key, Object... arguments) {
        String pattern = BUNDLE.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, Locale.ENGLISH).format(arguments);
    }
}

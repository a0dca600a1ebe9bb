package dev.parallax.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The styles in which the server delivers the same changes. Source: PROTOCOL, dialects 1 to 5.
public enum Dialect {
    /// WebSocket deltas and catch-up by cursor.
    CURSOR,
    /// Server-sent events: what was missed on connect, then every change.
    HEARTBEAT,
    /// Server-sent events of one kind, batched, one stream for each space.
    SPACE,
    /// A stream of transactions for each record, for client databases.
    COLLECTION,
    /// Push and pull of changes with a chained hash.
    CHANGELOG;

    private final String text = name().toLowerCase(Locale.ROOT);

    /// The name on the wire, in options and on badges: `cursor`.
    public String text() {
        return text;
    }

    /// @throws IllegalArgumentException with a sentence that lists the names there are
    public static Dialect of(String text) {
        for (Dialect dialect : values()) {
            if (dialect.text.equals(text)) {
                return dialect;
            }
        }
        String known = Arrays.stream(values()).map(Dialect::text).collect(Collectors.joining("`, `"));
        throw new IllegalArgumentException("there is no dialect `" + text + "`, only `" + known + "`");
    }
}

package dev.parallax.change;

import java.util.Locale;

/// What a change is for one session.
public enum ChangeKind {
    /// The row enters the session's view.
    INSERT,
    /// The row was visible and still is.
    UPDATE,
    /// The row leaves the view: deleted, or no longer permitted.
    DELETE;

    /// As the wire writes it.
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}

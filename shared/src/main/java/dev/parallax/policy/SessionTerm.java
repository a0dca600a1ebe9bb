package dev.parallax.policy;

import org.jspecify.annotations.Nullable;

/// A condition that an index can answer: the session's `field` equals `value`, or is null where `value` is.
/// Immutable; two terms are equal exactly if SQL says that their values are (an Int equals the Float of the
/// same number).
public record SessionTerm(String field, @Nullable Object value) implements AudienceTerm {
    public SessionTerm {
        value = value == null ? null : Scalars.key(value);
    }

    /// The term that `session` answers to.
    public static SessionTerm of(String field, SessionValues session) {
        return new SessionTerm(field, session.get(field));
    }

    /// A text that no other term has.
    public String text() {
        return field + "=" + Canonical.value(value);
    }
}

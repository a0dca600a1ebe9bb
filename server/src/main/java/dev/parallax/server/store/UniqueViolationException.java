package dev.parallax.server.store;

import java.util.List;

/// Another row already has these values. Says nothing about that row, which the asker may not see.
public final class UniqueViolationException extends RuntimeException {
    private final String record;
    private final transient List<String> fields;

    UniqueViolationException(String record, List<String> fields) {
        super("another " + record + " has these values", null, false, false);
        this.record = record;
        this.fields = List.copyOf(fields);
    }

    public String record() {
        return record;
    }

    /// The fields that are unique together; empty if unknown.
    public List<String> fields() {
        return fields;
    }
}

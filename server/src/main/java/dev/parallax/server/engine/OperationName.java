package dev.parallax.server.engine;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Optional;

/// The name of an operation, taken apart. Immutable.
record OperationName(Verb verb, RecordType type) {
    enum Verb {
        CREATE("create", ""),
        UPDATE("update", ""),
        DELETE("delete", ""),
        GET("get", ""),
        LIST("list", "s");

        private final String prefix;
        private final String suffix;

        Verb(String prefix, String suffix) {
            this.prefix = prefix;
            this.suffix = suffix;
        }

        boolean isRead() {
            return this == GET || this == LIST;
        }
    }

    /// `createPost`, `listPosts`; empty if there is no such operation.
    static Optional<OperationName> parse(Schema schema, String name) {
        for (Verb verb : Verb.values()) {
            if (name.startsWith(verb.prefix) && name.endsWith(verb.suffix)) {
                int start = verb.prefix.length();
                int end = name.length() - verb.suffix.length();
                Optional<RecordType> type = end > start ? schema.record(name.substring(start, end)) : Optional.empty();
                if (type.isPresent()) {
                    return Optional.of(new OperationName(verb, type.get()));
                }
            }
        }
        return Optional.empty();
    }
}

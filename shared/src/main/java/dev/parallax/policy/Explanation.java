package dev.parallax.policy;

import dev.parallax.schema.Operation;
import dev.parallax.schema.SourceRange;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a session may or may not do something with a row. Immutable.
///
/// @param record the record's name
/// @param allowed the engine's own verdict: true exactly if the root is true
/// @param sentence the verdict and what decided it: "denied: authorUserId is 7, not Session.userId 3"
/// @param root the whole permission
public record Explanation(String record, Operation operation, boolean allowed, String sentence, Node root) {
    /// What a node of the expression is.
    public enum Kind {
        CONSTANT,
        AND,
        OR,
        NOT,
        COMPARISON,
        EXISTS;

        /// As the wire writes it.
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One part of the permission.
    ///
    /// @param source its text in the schema
    /// @param values of the fields and session fields that it compares, if it is a comparison
    /// @param linked the rows that were tried, if it is an `exists`; else null
    /// @param children of And, Or and Not, all of them evaluated
    public record Node(
            SourceRange range,
            String source,
            Kind kind,
            Truth truth,
            List<NamedValue> values,
            @Nullable Linked linked,
            List<Node> children) {
        public Node {
            values = List.copyOf(values);
            children = List.copyOf(children);
        }
    }

    /// @param name as the permission writes it: `published`, `Session.userId`
    public record NamedValue(String name, @Nullable Object value) {}

    /// What an `exists` found.
    ///
    /// @param record the record at the end of the path
    /// @param tried how many rows of it the path reaches
    /// @param matched how many of them make the condition true
    /// @param matchedIds of the first of those, at most [Explainer#MATCHED_IDS_LIMIT]
    public record Linked(String record, int tried, int matched, List<Long> matchedIds) {
        public Linked {
            matchedIds = List.copyOf(matchedIds);
        }
    }
}

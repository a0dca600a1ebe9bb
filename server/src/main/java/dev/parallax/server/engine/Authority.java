package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.Explainer;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import org.jspecify.annotations.Nullable;

/// In whose name a mutation acts: a session with its permissions, or the operator, who may do everything.
/// Immutable.
sealed interface Authority {
    /// Under which request ids are unique.
    String key();

    /// For the log.
    String actor();

    /// The value of a session field, for defaults; null for the operator.
    @Nullable
    Object sessionValue(String field);

    boolean mayQuery(RecordType type, Row row, LinkedRows linked);

    /// @throws ProblemException FORBIDDEN, saying why
    void require(Operation operation, RecordType type, Row row, LinkedRows linked);

    record Operator() implements Authority {
        @Override
        public String key() {
            return "operator";
        }

        @Override
        public String actor() {
            return "operator";
        }

        @Override
        public @Nullable Object sessionValue(String field) {
            return null;
        }

        @Override
        public boolean mayQuery(RecordType type, Row row, LinkedRows linked) {
            return true;
        }

        @Override
        public void require(Operation operation, RecordType type, Row row, LinkedRows linked) {}
    }

    record OfSession(Schema schema, Session session) implements Authority {
        /// As much of a session's fields as the log keeps with every change.
        private static final int ACTOR_CHARS_LIMIT = 1_000;

        @Override
        public String key() {
            return session.key();
        }

        @Override
        public String actor() {
            String fields = Json.text(RowJson.encode(session.values().values()));
            return fields.substring(0, Math.min(fields.length(), ACTOR_CHARS_LIMIT));
        }

        @Override
        public @Nullable Object sessionValue(String field) {
            return session.values().get(field);
        }

        @Override
        public boolean mayQuery(RecordType type, Row row, LinkedRows linked) {
            return allows(Operation.QUERY, type, row, linked);
        }

        @Override
        public void require(Operation operation, RecordType type, Row row, LinkedRows linked) {
            if (!allows(operation, type, row, linked)) {
                throw new ProblemException(Code.FORBIDDEN, reason(operation, type, row, linked));
            }
        }

        private boolean allows(Operation operation, RecordType type, Row row, LinkedRows linked) {
            return Evaluator.evaluate(type.permission(operation), row, session.values(), linked) == Truth.TRUE;
        }

        /// Names the clause that denies, unless it asks about linked rows: those the session may not be allowed
        /// to see.
        private String reason(Operation operation, RecordType type, Row row, LinkedRows linked) {
            if (asksLinkedRows(type.permission(operation))) {
                return "denied: the permission to " + operation.keyword() + " a `" + type.name()
                        + "` does not hold here";
            }
            SessionValues values = session.values();
            return Explainer.explain(schema, type, operation, row, values, linked)
                    .sentence();
        }

        private static boolean asksLinkedRows(Expression expression) {
            return switch (expression) {
                case Expression.Constant ignored -> false;
                case Expression.Comparison ignored -> false;
                case Expression.Exists ignored -> true;
                case Expression.Not not -> asksLinkedRows(not.term());
                case Expression.And and -> and.terms().stream().anyMatch(OfSession::asksLinkedRows);
                case Expression.Or or -> or.terms().stream().anyMatch(OfSession::asksLinkedRows);
            };
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.Meaning;
import dev.parallax.policy.SessionFields;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Digest;
import dev.parallax.server.store.Snapshot;
import dev.parallax.wire.RowJson;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a session may query, by one schema and its values, and by what its `exists` find. Immutable.
///
/// @param key is equal for all scopes that mean the same, and only for those
record Scope(Schema schema, SessionValues values, String key) {
    static Scope of(Schema schema, SessionValues values) {
        StringBuilder text = new StringBuilder();
        for (RecordType type : schema.records()) {
            text.append(type.name()).append('\n');
            text.append(Meaning.of(schema, type.name()).orElseThrow()).append('\n');
            Map<String, @Nullable Object> named = new TreeMap<>();
            SessionFields.named(type.permission(Operation.QUERY)).forEach(field -> named.put(field, values.get(field)));
            text.append(RowJson.encode(named)).append('\n');
        }
        return new Scope(schema, values, Digest.hex(text.toString()));
    }

    /// The same by the schema that is in force in a state.
    ///
    /// @throws ScopeChangedException if that says something else
    Scope in(Snapshot snapshot) {
        Schema now = snapshot.schema();
        Scope scope = now.equals(schema) ? this : of(now, values);
        if (!scope.key().equals(key)) {
            throw new ScopeChangedException();
        }
        return scope;
    }

    /// @param answers to its `exists`
    boolean sees(@Nullable Row row, LinkAnswers answers) {
        return row != null
                && schema.record(row.record())
                        .map(type -> Evaluator.evaluate(type.permission(Operation.QUERY), row, values, answers))
                        .filter(truth -> truth == Truth.TRUE)
                        .isPresent();
    }

    /// What the change is for the session; null for nothing.
    @Nullable
    ScopedChange scoped(Change change, LinkPast past) {
        boolean before = sees(change.before(), past.at(change.transaction() - 1));
        boolean after = sees(change.after(), past.at(change.transaction()));
        if (!before && !after) {
            return null;
        }
        ChangeKind kind = after ? before ? ChangeKind.UPDATE : ChangeKind.INSERT : ChangeKind.DELETE;
        return new ScopedChange(change.version(), change.record(), change.id(), kind, after ? change.after() : null);
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.policy.AudiencePlan;
import dev.parallax.policy.Candidates;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionFields;
import dev.parallax.policy.SessionTerm;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The audiences of one record, and the index by which a row finds those that may see it. Confined to the lock
/// of its [Audiences].
final class RecordAudiences {
    private final Expression permission;
    private final AudiencePlan plan;
    private final List<String> fields;
    private final Map<SessionValues, Audience> byValues = new LinkedHashMap<>();
    private final Map<SessionTerm, Set<Audience>> byTerm = new HashMap<>();

    RecordAudiences(RecordType type) {
        this.permission = type.permission(Operation.QUERY);
        this.plan = AudiencePlan.of(type);
        this.fields = List.copyOf(SessionFields.named(permission));
    }

    /// What a change is for whom.
    ///
    /// @param base for every audience that is not among the exceptions; null for nothing
    /// @param exceptions null for nothing
    record Scope(@Nullable ChangeKind base, Map<Audience, @Nullable ChangeKind> exceptions) {}

    /// The session fields that the permission names.
    List<String> fields() {
        return fields;
    }

    void join(Crowd crowd) {
        SessionValues values = project(crowd.values(), fields);
        Audience audience = byValues.get(values);
        if (audience == null) {
            audience = new Audience(values);
            byValues.put(values, audience);
            for (String field : plan.indexedFields()) {
                byTerm.computeIfAbsent(SessionTerm.of(field, values), term -> new LinkedHashSet<>())
                        .add(audience);
            }
        }
        audience.crowds().add(crowd);
    }

    void leave(Crowd crowd) {
        SessionValues values = project(crowd.values(), fields);
        Audience audience = byValues.get(values);
        if (audience == null
                || !audience.crowds().remove(crowd)
                || !audience.crowds().isEmpty()) {
            return;
        }
        byValues.remove(values);
        for (String field : plan.indexedFields()) {
            SessionTerm term = SessionTerm.of(field, values);
            Set<Audience> matching = byTerm.get(term);
            if (matching != null && matching.remove(audience) && matching.isEmpty()) {
                byTerm.remove(term);
            }
        }
    }

    /// Costs by the number of audiences that the index cannot rule out.
    Scope scope(Change change) {
        Candidates before = candidates(change.before());
        Candidates after = candidates(change.after());
        ChangeKind base = kind(before instanceof Candidates.Everyone, after instanceof Candidates.Everyone);
        Map<Audience, @Nullable ChangeKind> exceptions = new LinkedHashMap<>();
        for (Audience audience : undecided(before, after)) {
            ChangeKind kind = kind(sees(audience, change.before(), before), sees(audience, change.after(), after));
            if (kind != base) {
                exceptions.put(audience, kind);
            }
        }
        return new Scope(base, exceptions);
    }

    private Candidates candidates(@Nullable Row row) {
        return row == null ? Candidates.NOBODY : plan.candidates(row);
    }

    private Collection<Audience> undecided(Candidates before, Candidates after) {
        if (before instanceof Candidates.Unindexed || after instanceof Candidates.Unindexed) {
            return byValues.values();
        }
        Set<Audience> undecided = new LinkedHashSet<>();
        addMatching(before, undecided);
        addMatching(after, undecided);
        return undecided;
    }

    private void addMatching(Candidates candidates, Set<Audience> found) {
        if (candidates instanceof Candidates.Matching matching) {
            matching.terms().forEach(term -> found.addAll(byTerm.getOrDefault(term, Set.of())));
        }
    }

    private boolean sees(Audience audience, @Nullable Row row, Candidates candidates) {
        return switch (candidates) {
            case Candidates.Everyone ignored -> true;
            case Candidates.Nobody ignored -> false;
            case Candidates.Matching ignored -> evaluates(audience, row);
            case Candidates.Unindexed ignored -> evaluates(audience, row);
        };
    }

    private boolean evaluates(Audience audience, @Nullable Row row) {
        return row != null && Evaluator.evaluate(permission, row, audience.values(), LinkedRows.NONE) == Truth.TRUE;
    }

    private static @Nullable ChangeKind kind(boolean before, boolean after) {
        if (after) {
            return before ? ChangeKind.UPDATE : ChangeKind.INSERT;
        }
        return before ? ChangeKind.DELETE : null;
    }

    static SessionValues project(SessionValues values, Collection<String> fields) {
        Map<String, @Nullable Object> projected = new LinkedHashMap<>();
        fields.forEach(field -> projected.put(field, values.get(field)));
        return new SessionValues(projected);
    }
}

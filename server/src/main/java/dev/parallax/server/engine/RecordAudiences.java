package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.policy.AudiencePlan;
import dev.parallax.policy.AudienceTerm;
import dev.parallax.policy.Candidates;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.LinkTerm;
import dev.parallax.policy.SessionFields;
import dev.parallax.policy.SessionTerm;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import java.util.ArrayList;
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
    private final String record;
    private final Expression permission;
    private final AudiencePlan plan;
    private final List<String> fields;
    private final Map<Expression.Exists, LinkQuestion> byExists;
    private final List<LinkQuestion> questions;
    private final LinkTallies tallies;
    private final Map<SessionValues, Audience> byValues = new LinkedHashMap<>();
    private final Map<SessionTerm, Set<Audience>> byTerm = new HashMap<>();

    /// @param tallies must have those of every crowd that joins, by [#asked]
    RecordAudiences(RecordType type, LinkTallies tallies) {
        this.record = type.name();
        this.permission = type.permission(Operation.QUERY);
        this.plan = AudiencePlan.of(type);
        this.fields = List.copyOf(SessionFields.named(permission));
        this.byExists = LinkQuestion.byExists(permission);
        this.questions = LinkQuestion.of(permission);
        this.tallies = tallies;
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

    /// Whether the permission may say something else for one than for the other.
    boolean distinguishes(SessionValues one, SessionValues other) {
        return !project(one, fields).equals(project(other, fields));
    }

    /// The tallies that the permission needs for session values.
    List<LinkTally.Key> asked(SessionValues session) {
        return questions.stream()
                .map(question -> new LinkTally.Key(question, question.asked(session)))
                .toList();
    }

    void join(Crowd crowd) {
        SessionValues values = project(crowd.values(), fields);
        Audience audience = byValues.get(values);
        if (audience == null) {
            audience = audience(values);
            byValues.put(values, audience);
            for (String field : plan.indexedFields()) {
                byTerm.computeIfAbsent(SessionTerm.of(field, values), term -> new LinkedHashSet<>())
                        .add(audience);
            }
        }
        audience.crowds().add(crowd);
    }

    private Audience audience(SessionValues values) {
        Map<LinkQuestion, LinkTally> mine = new HashMap<>();
        asked(values).forEach(key -> mine.put(key.question(), tallies.get(key)));
        Audience audience = new Audience(values, permission, byExists, mine);
        mine.values().forEach(tally -> tally.join(record, audience));
        return audience;
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
        audience.tallies().forEach(tally -> tally.leave(record, audience));
        tallies.dropUnused(audience.tallies().stream().map(LinkTally::key).toList());
    }

    /// Costs by the number of audiences that the index cannot rule out.
    Scope scope(Change change) {
        Candidates before = candidates(change.before());
        Candidates after = candidates(change.after());
        ChangeKind base = kind(before instanceof Candidates.Everyone, after instanceof Candidates.Everyone);
        Map<Audience, @Nullable ChangeKind> exceptions = new LinkedHashMap<>();
        for (Audience audience : undecided(before, after)) {
            boolean saw = isSettled(before) ? isEveryone(before) : audience.saw(change.before());
            boolean sees = isSettled(after) ? isEveryone(after) : audience.sees(change.after());
            ChangeKind kind = kind(saw, sees);
            if (kind != base) {
                exceptions.put(audience, kind);
            }
        }
        return new Scope(base, exceptions);
    }

    /// The audiences for which the publication in progress turned an answer over.
    Set<Audience> turned() {
        Set<Audience> turned = new LinkedHashSet<>();
        tallies.turned().forEach(tally -> turned.addAll(tally.audiences(record)));
        return turned;
    }

    /// What becomes visible or hidden for one of them, of rows that the commit did not change itself.
    List<Touch> touched(Audience audience, List<Row> asking) {
        List<Touch> touched = new ArrayList<>();
        for (Row row : asking) {
            long version = turnedBy(audience, row);
            ChangeKind kind = version == 0 ? null : kind(audience.saw(row), audience.sees(row));
            if (kind == ChangeKind.INSERT || kind == ChangeKind.DELETE) {
                touched.add(new Touch(row, kind, version));
            }
        }
        return touched;
    }

    private static long turnedBy(Audience audience, Row row) {
        long version = 0;
        for (LinkTally tally : audience.tallies()) {
            Object key = tally.question().keyOf(row);
            version = Math.max(version, key == null ? 0 : tally.turned().getOrDefault(key, 0L));
        }
        return version;
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
            for (AudienceTerm term : matching.terms()) {
                switch (term) {
                    case SessionTerm own -> found.addAll(byTerm.getOrDefault(own, Set.of()));
                    case LinkTerm link -> tallies.holders(link).forEach(tally -> found.addAll(tally.audiences(record)));
                }
            }
        }
    }

    private static boolean isSettled(Candidates candidates) {
        return isEveryone(candidates) || candidates instanceof Candidates.Nobody;
    }

    private static boolean isEveryone(Candidates candidates) {
        return candidates instanceof Candidates.Everyone;
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

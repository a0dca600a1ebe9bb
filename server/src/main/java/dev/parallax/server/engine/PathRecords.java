package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.AudienceTerm;
import dev.parallax.policy.Candidates;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.PathChange;
import dev.parallax.policy.SessionTerm;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.session.Digest;
import dev.parallax.server.store.StoredPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How paths stand in the history: under the terms by which sessions look for them. Stateless.
final class PathRecords {
    private PathRecords() {}

    /// @param transaction the version of its last change
    static List<StoredPath> of(LinkedEffects effects, LinkPlan plan, long transaction) {
        List<StoredPath> stored = new ArrayList<>();
        int number = 0;
        for (String question : new TreeSet<>(effects.uncounted())) {
            stored.add(
                    new StoredPath(question, StoredPath.ANYONE, transaction, number++, transaction, true, null, null));
        }
        for (PathChange path : effects.paths()) {
            LinkQuestion question = plan.question(path.question());
            Row end = deciding(path.end(), question);
            for (String term : terms(question.candidates(path.end()))) {
                stored.add(new StoredPath(
                        path.question(), term, transaction, number, path.version(), path.isMade(), path.key(), end));
            }
            number++;
        }
        return stored;
    }

    /// Under which terms a session looks.
    static Set<String> terms(LinkQuestion question, SessionValues session) {
        Set<String> terms = new HashSet<>(Set.of(StoredPath.ANYONE));
        question.termsOf(session).forEach(term -> terms.add(text(term)));
        return terms;
    }

    private static Set<String> terms(Candidates candidates) {
        Set<String> terms = new HashSet<>();
        switch (candidates) {
            case Candidates.Nobody ignored -> {}
            case Candidates.Everyone ignored -> terms.add(StoredPath.ANYONE);
            case Candidates.Unindexed ignored -> terms.add(StoredPath.ANYONE);
            case Candidates.Matching matching -> {
                for (AudienceTerm term : matching.terms()) {
                    if (term instanceof SessionTerm own) {
                        terms.add(text(own));
                    }
                }
            }
        }
        return terms;
    }

    /// The row without what no path depends on.
    private static Row deciding(Row row, LinkQuestion question) {
        Set<String> fields = question.decidingFields(question.path().size() - 1);
        Map<String, @Nullable Object> others = new HashMap<>();
        for (String field : row.shape().fields()) {
            if (row.get(field) instanceof String && !fields.contains(field)) {
                others.put(field, null);
            }
        }
        return row.with(others);
    }

    private static String text(SessionTerm term) {
        return Digest.hex(term.text());
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.LinkedPaths;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.OverlaidRows;
import dev.parallax.policy.PathChange;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.LinkQueries;
import dev.parallax.server.store.StoredPath;
import dev.parallax.server.store.WriteTransaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what a transaction does to rows that it does not change, while the database still is as it left it. Confined
/// to the writer.
final class LinkWatch {
    /// Of one question and transaction. Past it, whoever must know counts anew.
    static final int PATHS_LIMIT = 10_000;
    /// Rows of one record that a transaction may show and hide one by one; past it clients catch up.
    static final int ASKING_LIMIT = 1_000;
    /// And what they may take, in characters.
    private static final long ASKING_CHARS_LIMIT = 4 * 1024 * 1024;

    private final WriteTransaction transaction;
    private @Nullable LinkPlan plan;

    LinkWatch(WriteTransaction transaction) {
        this.transaction = transaction;
    }

    /// @param commit the transaction that is the last that the database saw
    LinkedEffects effects(Schema schema, Commit commit) {
        LinkPlan current = plan(schema);
        if (!current.concerns(commit.changes())) {
            return LinkedEffects.NONE;
        }
        LinkedRows after = transaction.linkedRows();
        LinkedRows before = OverlaidRows.before(commit.changes(), after);
        List<PathChange> paths = new ArrayList<>();
        Set<String> uncounted = new HashSet<>();
        for (LinkQuestion question : current.questions()) {
            LinkedPaths.of(question, commit.changes(), before, after, PATHS_LIMIT)
                    .ifPresentOrElse(paths::addAll, () -> uncounted.add(question.id()));
        }
        if (paths.isEmpty() && uncounted.isEmpty()) {
            return LinkedEffects.NONE;
        }
        Map<String, LinkedEffects.Asking> asking = new HashMap<>();
        current.byRecord().forEach((record, questions) -> {
            LinkedEffects.Asking rows = asking(record, questions, paths, uncounted, commit);
            if (rows.isTooMany() || !rows.rows().isEmpty()) {
                asking.put(record, rows);
            }
        });
        return new LinkedEffects(paths, uncounted, asking);
    }

    /// The commit's paths as the history keeps them.
    List<StoredPath> records(Schema schema, Effect.Committed committed) {
        return committed.linked().isNothing()
                ? List.of()
                : PathRecords.of(
                        committed.linked(), plan(schema), committed.commit().version());
    }

    private LinkPlan plan(Schema schema) {
        LinkPlan current = plan;
        if (current == null || !current.isOf(schema)) {
            current = LinkPlan.of(schema);
            plan = current;
        }
        return current;
    }

    private LinkedEffects.Asking asking(
            String record, List<LinkQuestion> questions, List<PathChange> paths, Set<String> uncounted, Commit commit) {
        Set<Long> changed = new HashSet<>();
        for (Change change : commit.changes()) {
            if (change.record().equals(record)) {
                changed.add(change.id());
            }
        }
        LinkQueries links = transaction.links();
        Map<Long, Row> found = new LinkedHashMap<>();
        long chars = ASKING_CHARS_LIMIT;
        for (LinkQuestion question : questions) {
            if (uncounted.contains(question.id())) {
                return LinkedEffects.Asking.TOO_MANY;
            }
            for (Object key : keys(question, paths)) {
                // Those that were changed do not count, but may be among those that are read.
                int limit = ASKING_LIMIT - found.size() + changed.size();
                Optional<List<Row>> rows = links.asking(record, question.localField(), key, limit, chars);
                if (rows.isEmpty()) {
                    return LinkedEffects.Asking.TOO_MANY;
                }
                for (Row row : rows.get()) {
                    if (!changed.contains(row.id()) && found.put(row.id(), row) == null) {
                        chars -= row.chars();
                    }
                }
                if (found.size() > ASKING_LIMIT || chars < 0) {
                    return LinkedEffects.Asking.TOO_MANY;
                }
            }
        }
        return new LinkedEffects.Asking(List.copyOf(found.values()), false);
    }

    private static Set<Object> keys(LinkQuestion question, List<PathChange> paths) {
        Set<Object> keys = new LinkedHashSet<>();
        for (PathChange path : paths) {
            if (path.question().equals(question.id())) {
                keys.add(path.key());
            }
        }
        return keys;
    }
}

package dev.parallax.policy;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.schema.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Finds the paths of one question that a transaction made and broke: those through at least one row that it changed
/// in a field that matters. Whoever knows for a session how many paths started at a key before the transaction knows by
/// this how many do after it, whatever else is linked there; that is counting maintenance of a view (Gupta, Mumick,
/// Subrahmanian: *Maintaining Views Incrementally*, 1993).
///
/// So that each path is found once, it is looked for from the first changed row in it: backwards through unchanged rows
/// only, forwards through any. Pure; one use for each question and transaction.
public final class LinkedPaths {
    private final LinkQuestion question;
    private final int limit;
    /// By hop, the rows whose change matters there.
    private final List<Map<Long, Change>> changed = new ArrayList<>();

    private final List<PathChange> found = new ArrayList<>();
    private boolean isOverflowing;

    private LinkedPaths(LinkQuestion question, int limit) {
        this.question = question;
        this.limit = limit;
    }

    private record End(Row row, long version) {}

    /// @param changes of one transaction, at most one for each row
    /// @param limit of paths
    /// @return empty if there are more than the limit
    public static Optional<List<PathChange>> of(
            LinkQuestion question, List<Change> changes, LinkedRows before, LinkedRows after, int limit) {
        LinkedPaths paths = new LinkedPaths(question, limit);
        if (paths.sort(changes)) {
            paths.find(false, before);
            paths.find(true, after);
        }
        return paths.isOverflowing ? Optional.empty() : Optional.of(List.copyOf(paths.found));
    }

    /// @return whether any change matters
    private boolean sort(List<Change> changes) {
        boolean matters = false;
        for (int hop = 0; hop < question.path().size(); hop++) {
            String record = question.path().get(hop).target();
            Map<Long, Change> here = new HashMap<>();
            for (Change change : changes) {
                if (change.record().equals(record) && matters(change, question.decidingFields(hop))) {
                    here.put(change.id(), change);
                }
            }
            changed.add(here);
            matters |= !here.isEmpty();
        }
        return matters;
    }

    private static boolean matters(Change change, Set<String> fields) {
        Row before = change.before();
        Row after = change.after();
        return before == null
                || after == null
                || fields.stream().anyMatch(field -> !Objects.equals(before.get(field), after.get(field)));
    }

    private void find(boolean isMade, LinkedRows state) {
        for (int hop = 0; hop < changed.size(); hop++) {
            for (Change change : changed.get(hop).values()) {
                Row row = isMade ? change.after() : change.before();
                if (row != null && !isOverflowing) {
                    find(row, hop, change.version(), isMade, state);
                }
            }
        }
    }

    private void find(Row row, int hop, long version, boolean isMade, LinkedRows state) {
        List<End> ends = new ArrayList<>();
        collectEnds(row, hop, version, state, ends);
        List<Object> keys = new ArrayList<>();
        if (!ends.isEmpty()) {
            collectKeys(row, hop, state, keys);
        }
        isOverflowing |= (long) ends.size() * keys.size() + found.size() > limit;
        for (int index = 0; index < keys.size() && !isOverflowing; index++) {
            Object key = keys.get(index);
            ends.forEach(end -> found.add(new PathChange(question.id(), key, end.row(), isMade, end.version())));
        }
    }

    private void collectEnds(Row row, int hop, long version, LinkedRows state, List<End> ends) {
        if (ends.size() > limit) {
            isOverflowing = true;
        } else if (hop == question.path().size() - 1) {
            if (!(question.candidates(row) instanceof Candidates.Nobody)) {
                ends.add(new End(row, version));
            }
        } else {
            for (Row next : Evaluator.follow(question.path().get(hop + 1), row, state)) {
                Change change = changed.get(hop + 1).get(next.id());
                collectEnds(next, hop + 1, change == null ? version : Math.max(version, change.version()), state, ends);
            }
        }
    }

    private void collectKeys(Row row, int hop, LinkedRows state, List<Object> keys) {
        Link link = question.path().get(hop);
        Object value = LinkQuestion.key(row.get(link.targetField()));
        if (keys.size() > limit) {
            isOverflowing = true;
        } else if (value != null && hop == 0) {
            keys.add(value);
        } else if (value != null) {
            String record = question.path().get(hop - 1).target();
            for (Row previous : state.find(record, link.localField(), value)) {
                if (!changed.get(hop - 1).containsKey(previous.id())) {
                    collectKeys(previous, hop - 1, state, keys);
                }
            }
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Log;
import dev.parallax.server.store.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Rows that past transactions showed to a session or hid from it without changing them: those that asked at a key
/// where
/// an answer turned over, as they were then. Confined to its thread.
final class PastTouches {
    private static final int ROWS_LIMIT = 100_000;
    private static final long CHARS_AT_ONCE = 4 * 1024 * 1024;

    private final Snapshot snapshot;
    private final Scope scope;
    private final LinkPast past;
    private final long oldest;
    private final long charsLimit;
    private final Map<String, Asking> asking = new HashMap<>();

    /// @param oldest transactions after this version will be asked about
    /// @param charsLimit of rows of one record
    PastTouches(Snapshot snapshot, Scope scope, LinkPast past, long oldest, long charsLimit) {
        this.snapshot = snapshot;
        this.scope = scope;
        this.past = past;
        this.oldest = oldest;
        this.charsLimit = charsLimit;
    }

    /// The rows of one record that ever asked at a key of interest.
    ///
    /// @param rows as they are now
    /// @param earlier by id, images of rows that have changed since, by the version of the change that ended them
    private record Asking(List<Row> rows, Map<Long, TreeMap<Long, Row>> earlier) {}

    /// In the order in which everyone gets them; empty if they are too many to be told one by one.
    ///
    /// @param changed of every record, the ids of the rows that the transaction changed itself
    Optional<List<Touch>> of(long transaction, Map<String, Set<Long>> changed) {
        List<Touch> touches = new ArrayList<>();
        Schema schema = scope.schema();
        for (RecordType type : schema.records()) {
            List<LinkQuestion> questions = LinkQuestion.of(type.permission(Operation.QUERY));
            if (questions.isEmpty()) {
                continue;
            }
            Optional<Asking> found = asking(type, questions);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Set<Long> skipped = changed.getOrDefault(type.name(), Set.of());
            for (Row row : at(transaction, found.get())) {
                if (!skipped.contains(row.id())) {
                    touch(row, questions, transaction).ifPresent(touches::add);
                }
            }
        }
        touches.sort(Touch.ORDER);
        return Optional.of(touches);
    }

    private Optional<Touch> touch(Row row, List<LinkQuestion> questions, long transaction) {
        long version = questions.stream()
                .mapToLong(question -> past.turned(question, row, transaction))
                .max()
                .orElse(0);
        if (version == 0) {
            return Optional.empty();
        }
        boolean saw = scope.sees(row, past.at(transaction - 1));
        boolean sees = scope.sees(row, past.at(transaction));
        if (saw == sees) {
            return Optional.empty();
        }
        return Optional.of(new Touch(row, sees ? ChangeKind.INSERT : ChangeKind.DELETE, version));
    }

    private static List<Row> at(long transaction, Asking asking) {
        List<Row> rows = new ArrayList<>();
        for (Row row : asking.rows()) {
            if (row.version() <= transaction) {
                rows.add(row);
            }
        }
        for (TreeMap<Long, Row> images : asking.earlier().values()) {
            Map.Entry<Long, Row> image = images.higherEntry(transaction);
            if (image != null && image.getValue().version() <= transaction) {
                rows.add(image.getValue());
            }
        }
        return rows;
    }

    private Optional<Asking> asking(RecordType type, List<LinkQuestion> questions) {
        Asking known = asking.get(type.name());
        if (known == null) {
            Optional<Asking> read = read(type, questions);
            read.ifPresent(found -> asking.put(type.name(), found));
            return read;
        }
        return Optional.of(known);
    }

    private Optional<Asking> read(RecordType type, List<LinkQuestion> questions) {
        Map<LinkQuestion, Set<Object>> keys = new HashMap<>();
        questions.forEach(question -> keys.put(question, past.turnedKeys(question)));
        if (keys.values().stream().allMatch(Set::isEmpty)) {
            return Optional.of(new Asking(List.of(), Map.of()));
        }
        Map<Long, Row> rows = new TreeMap<>();
        long chars = 0;
        for (LinkQuestion question : questions) {
            for (Object key : keys.getOrDefault(question, Set.of())) {
                Optional<List<Row>> found =
                        snapshot.links().asking(type.name(), question.localField(), key, ROWS_LIMIT, charsLimit);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                for (Row row : found.get()) {
                    chars += rows.put(row.id(), row) == null ? row.chars() : 0;
                }
            }
        }
        Map<Long, TreeMap<Long, Row>> earlier = new HashMap<>();
        long position = oldest;
        Chunk<Log.Step> steps;
        do {
            steps = snapshot.log().steps(type.name(), position, Long.MAX_VALUE, CHARS_AT_ONCE);
            for (Log.Step step : steps.items()) {
                if (asksAt(step.before(), keys)) {
                    earlier.computeIfAbsent(step.id(), id -> new TreeMap<>()).put(step.version(), step.before());
                    chars += step.before().chars();
                }
                position = step.version();
            }
        } while (steps.isCut() && chars <= charsLimit);
        return chars <= charsLimit ? Optional.of(new Asking(List.copyOf(rows.values()), earlier)) : Optional.empty();
    }

    private static boolean asksAt(Row row, Map<LinkQuestion, Set<Object>> keys) {
        return keys.entrySet().stream().anyMatch(entry -> {
            Object key = entry.getKey().keyOf(row);
            return key != null && entry.getValue().contains(key);
        });
    }
}

package dev.parallax.server.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.Meaning;
import dev.parallax.policy.RowIndex;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.policy.View;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Migration;
import dev.parallax.server.store.Snapshot;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Works out a preview from one state of the database: every row against both schemas for every
/// distinct session, by the same evaluation as live scoping. Confined to its thread.
final class PreviewRun {
    /// Rows times distinct sessions; past that a preview would take many seconds of a processor.
    static final long QUESTIONS_LIMIT = 20_000_000;

    private static final int CHUNK_ROWS = 1_000;
    private static final SessionValues NOBODY = new SessionValues(Map.of());

    private final Schema before;
    private final Schema next;
    private final Migration migration;
    private final Map<String, List<Row>> rowsBefore = new HashMap<>();
    private final Map<String, List<Row>> rowsNext = new HashMap<>();
    private final Map<String, Map<Long, Row>> gained = new HashMap<>();
    private final IdentityHashMap<Row, Long> sizes = new IdentityHashMap<>();

    PreviewRun(Snapshot snapshot, Migration migration) {
        this.before = snapshot.schema();
        this.next = migration.next();
        this.migration = migration;
        for (RecordType type : before.records()) {
            rowsBefore.put(type.name(), all(snapshot, type));
        }
        for (RecordType type : next.records()) {
            List<Row> rows = rowsBefore.getOrDefault(type.name(), List.of());
            rowsNext.put(type.name(), migration.carried(before, type, rows));
        }
    }

    /// @param sessions how many sessions have which values
    /// @param isStale whether nobody waits for it any more; asked now and then
    /// @throws ProblemException TOO_LARGE if it would take too long
    /// @throws CancellationException once it is stale
    SchemaPreview run(Map<SessionValues, Integer> sessions, long version, BooleanSupplier isStale) {
        long rows = rowsBefore.values().stream().mapToLong(List::size).sum();
        if (rows * sessions.size() > QUESTIONS_LIMIT) {
            throw new ProblemException(
                    Code.TOO_LARGE,
                    "a preview of " + rows + " rows for " + sessions.size() + " sessions would take too long");
        }
        LinkedRows linkedBefore = new RowIndex(rowsBefore);
        LinkedRows linkedNext = new RowIndex(rowsNext);
        List<String> resynchronised = resynchronised();
        List<SchemaPreview.Impact> impacts = new ArrayList<>();
        sessions.forEach((session, count) -> {
            if (isStale.getAsBoolean()) {
                throw new CancellationException("nobody waits for this preview any more");
            }
            Map<String, SchemaPreview.Rows> records = new LinkedHashMap<>();
            long bytes = 0;
            for (RecordType type : next.records()) {
                List<Row> seen = seen(before.record(type.name()).orElse(null), rowsBefore, session, linkedBefore);
                List<Row> then = seen(type, rowsNext, session, linkedNext);
                add(records, type.name(), ids(seen), ids(then));
                keepGained(type.name(), then, records);
                if (resynchronised.contains(type.name())) {
                    bytes += then.stream().mapToLong(this::bytes).sum();
                }
            }
            for (RecordType type : before.records()) {
                if (next.record(type.name()).isEmpty()) {
                    add(records, type.name(), ids(seen(type, rowsBefore, session, linkedBefore)), List.of());
                }
            }
            impacts.add(new SchemaPreview.Impact(session, count, records, bytes));
        });
        return new SchemaPreview(version, impacts, migration, resynchronised, gained);
    }

    /// Records of which the next schema says something else, as [SchemaPut] will name them.
    private List<String> resynchronised() {
        return Stream.concat(before.records().stream(), next.records().stream())
                .map(RecordType::name)
                .distinct()
                .filter(record -> !Meaning.of(before, record).equals(Meaning.of(next, record)))
                .toList();
    }

    private void keepGained(String record, List<Row> seen, Map<String, SchemaPreview.Rows> changes) {
        SchemaPreview.Rows change = changes.get(record);
        if (change != null && !change.gained().isEmpty()) {
            Set<Long> ids = new HashSet<>(change.gained());
            Map<Long, Row> rows = gained.computeIfAbsent(record, name -> new HashMap<>());
            seen.stream().filter(row -> ids.contains(row.id())).forEach(row -> rows.put(row.id(), row));
        }
    }

    /// Rows are shared by many sessions; each is written once.
    private long bytes(Row row) {
        return sizes.computeIfAbsent(
                row, fresh -> (long) Json.text(RowJson.encode(fresh)).getBytes(UTF_8).length);
    }

    private static List<Long> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    private static void add(Map<String, SchemaPreview.Rows> records, String name, List<Long> now, List<Long> then) {
        List<Long> gained = new ArrayList<>(then);
        gained.removeAll(new HashSet<>(now));
        List<Long> lost = new ArrayList<>(now);
        lost.removeAll(new HashSet<>(then));
        if (!gained.isEmpty() || !lost.isEmpty()) {
            records.put(name, new SchemaPreview.Rows(gained, lost));
        }
    }

    private static List<Row> seen(
            @Nullable RecordType type, Map<String, List<Row>> rows, SessionValues session, LinkedRows linked) {
        if (type == null) {
            return List.of();
        }
        Expression query = type.permission(Operation.QUERY);
        return rows.getOrDefault(type.name(), List.of()).stream()
                .filter(row -> Evaluator.evaluate(query, row, session, linked) == Truth.TRUE)
                .toList();
    }

    private static List<Row> all(Snapshot snapshot, RecordType type) {
        View everything = new View(type, new Expression.Constant(true, SourceRange.NONE), null, null);
        List<Row> rows = new ArrayList<>();
        Chunk<Row> chunk;
        do {
            long after = rows.isEmpty() ? Long.MIN_VALUE : rows.getLast().id();
            chunk = snapshot.visibleById(everything, NOBODY, after, CHUNK_ROWS, Reader.ANSWER_CHARS_LIMIT);
            rows.addAll(chunk.items());
        } while (chunk.isCut());
        return rows;
    }
}

package dev.parallax.simulation;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Every row as the log says that it is now. Confined to its simulation.
final class ModelRows implements LinkedRows {
    private final Map<String, TreeMap<Long, Row>> rows = new TreeMap<>();

    void apply(Change change) {
        Map<Long, Row> byId = rows.computeIfAbsent(change.record(), record -> new TreeMap<>());
        Row after = change.after();
        if (after == null) {
            byId.remove(change.id());
        } else {
            byId.put(change.id(), after);
        }
    }

    Collection<Row> of(String record) {
        Map<Long, Row> byId = rows.get(record);
        return byId == null ? List.of() : byId.values();
    }

    List<Row> all() {
        return rows.values().stream().flatMap(byId -> byId.values().stream()).toList();
    }

    boolean sees(Schema schema, SessionValues session, Row row) {
        return schema.record(row.record())
                .filter(type -> isVisible(type, session, row))
                .isPresent();
    }

    private boolean isVisible(RecordType type, SessionValues session, Row row) {
        return Evaluator.evaluate(type.permission(Operation.QUERY), row, session, this) == Truth.TRUE;
    }

    @Override
    public Iterable<Row> find(String record, String field, Object value) {
        return of(record).stream()
                .filter(row -> Objects.equals(row.get(field), value))
                .toList();
    }
}

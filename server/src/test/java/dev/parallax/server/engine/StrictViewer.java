package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A subscriber that holds exactly what it is told, and takes nothing that does not follow from what it holds.
final class StrictViewer implements Subscriber {
    private Map<String, Map<Long, Row>> tables = new LinkedHashMap<>();
    private int deliveries;
    private List<String> stale = List.of();

    /// Starts with what a session sees.
    void start(Map<String, List<Row>> truth) {
        tables = new LinkedHashMap<>();
        truth.forEach((record, rows) -> refresh(record, rows));
    }

    @Override
    public synchronized void deliver(Delivery delivery) {
        deliveries++;
        List<Long> versions =
                delivery.changes().stream().map(ScopedChange::version).toList();
        assertThat(versions).isSorted();
        for (int index = 0; index < versions.size(); index++) {
            ScopedChange change = delivery.changes().get(index);
            Map<Long, Row> rows = tables.computeIfAbsent(change.record(), record -> new TreeMap<>());
            if (!stale.contains(change.record())) {
                assertThat(delivery.before(index)).as("before %s", change).isEqualTo(rows.get(change.id()));
                assertThat(change.kind() == ChangeKind.INSERT)
                        .as("%s", change)
                        .isEqualTo(!rows.containsKey(change.id()));
            }
            Row row = change.row();
            if (row == null) {
                rows.remove(change.id());
            } else {
                rows.put(change.id(), row);
            }
        }
    }

    @Override
    public synchronized void resync(List<String> records, Reason reason) {
        stale = records;
    }

    @Override
    public void ended() {
        throw new AssertionError("nobody ended the session");
    }

    /// How many deliveries came since the last time.
    synchronized int drain() {
        int count = deliveries;
        deliveries = 0;
        return count;
    }

    /// The records to be caught up, once.
    synchronized List<String> stale() {
        List<String> records = stale;
        stale = List.of();
        return records;
    }

    synchronized void refresh(String record, List<Row> rows) {
        Map<Long, Row> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        tables.put(record, byId);
    }

    synchronized Map<String, List<Row>> view() {
        Map<String, List<Row>> view = new LinkedHashMap<>();
        tables.forEach((record, rows) -> view.put(record, List.copyOf(rows.values())));
        return view;
    }
}

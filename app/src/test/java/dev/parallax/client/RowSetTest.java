package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RowSetTest {
    @Test
    void agreesWithASortedMapOnRandomChanges() {
        Random random = new Random(5);
        RowSet rows = RowSet.EMPTY;
        TreeMap<Long, Row> expected = new TreeMap<>();
        for (int round = 0; round < 2_000; round++) {
            TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
            for (int count = random.nextInt(6); count > 0; count--) {
                long id = random.nextInt(40);
                changes.put(id, random.nextInt(3) == 0 ? Optional.empty() : Optional.of(row(id, random.nextInt(9))));
            }
            changes.forEach((id, row) -> row.ifPresentOrElse(put -> expected.put(id, put), () -> expected.remove(id)));
            rows = rows.with(changes);
            assertThat(rows.list()).isEqualTo(new ArrayList<>(expected.values()));
            long probe = random.nextInt(40);
            assertThat(rows.find(probe)).isEqualTo(expected.get(probe));
        }
    }

    @Test
    void staysTheSameObjectIfNothingChanges() {
        TreeMap<Long, Optional<Row>> put = new TreeMap<>();
        put.put(1L, Optional.of(row(1, 1)));
        RowSet rows = RowSet.EMPTY.with(put);
        put.put(2L, Optional.empty());
        assertThat(rows.with(put)).isSameAs(rows);
    }

    @Test
    void equalRowsAreSharedThroughThePool() {
        RowPool pool = new RowPool();
        Row first = pool.share(row(1, 1));
        assertThat(pool.share(row(1, 1))).isSameAs(first);
        assertThat(pool.share(row(1, 2))).isNotEqualTo(first);
    }

    private static Row row(long id, int text) {
        return ModelServer.row("Post", id, 1, true, "text " + text, 10);
    }
}

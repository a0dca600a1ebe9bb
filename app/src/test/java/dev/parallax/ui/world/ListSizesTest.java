package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.policy.SessionValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListSizesTest {
    private static final Row ROW = new Row(new RowShape("Post", List.of("id", "updatedAt"), "id"), List.of(1L, 2L));
    private static final int ROW_BYTES = "{'id':1,'updatedAt':2}".length();

    @Test
    void aListIsAsLargeAsItsJson() {
        assertThat(new ListSizes().meanBytes(List.of())).isZero();
        assertThat(new ListSizes().meanBytes(List.of(holding(0)))).isEqualTo(2);
        assertThat(new ListSizes().meanBytes(List.of(holding(1)))).isEqualTo(ROW_BYTES + 2);
        assertThat(new ListSizes().meanBytes(List.of(holding(3), holding(0)))).isEqualTo((3 * ROW_BYTES + 6) / 2.0);
    }

    private static ReplicaSnapshot holding(int rows) {
        List<Row> list = Collections.nCopies(rows, ROW);
        return new ReplicaSnapshot(
                1,
                Status.LIVE,
                "",
                new SessionValues(Map.of()),
                1,
                Coverage.ALL,
                Map.of("Post", new TableSnapshot("Post", list, list, Set.of(), null, null)),
                List.of(),
                List.of());
    }
}

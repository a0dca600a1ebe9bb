package dev.parallax.server.front;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.RowIndex;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.List;
import java.util.Map;

/// Linked rows that came with a request, found by an index that is made when it is first asked for. Confined to its
/// request.
final class GivenRows implements LinkedRows {
    /// Three links through a few thousand equal rows would be 10^10 steps; an honest question needs a handful.
    private static final int STEPS_LIMIT = 1_000_000;

    private final RowIndex rows;
    private int steps;

    GivenRows(Map<String, List<Row>> tables) {
        this.rows = new RowIndex(Map.copyOf(tables));
    }

    @Override
    public Iterable<Row> find(String record, String field, Object value) {
        List<Row> found = rows.find(record, field, value);
        steps += 1 + found.size();
        if (steps > STEPS_LIMIT) {
            throw new ProblemException(
                    Code.INVALID, "the linked rows lead to more than " + STEPS_LIMIT + " combinations");
        }
        return found;
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import java.util.List;

/// What happened between two lists of rows, each sorted by id.
public interface RowDiff {
    void left(Row row);

    void arrived(Row row);

    void changed(Row row);

    /// Tells every difference in the order of ids; the same object or an equal row is none.
    @SuppressWarnings("ReferenceEquality") // the same object saves the comparison, nothing else
    static void walk(List<Row> before, List<Row> after, RowDiff told) {
        if (before == after) {
            return;
        }
        int old = 0;
        int fresh = 0;
        while (old < before.size() || fresh < after.size()) {
            long oldId = old < before.size() ? before.get(old).id() : Long.MAX_VALUE;
            long freshId = fresh < after.size() ? after.get(fresh).id() : Long.MAX_VALUE;
            if (oldId < freshId) {
                told.left(before.get(old++));
            } else if (oldId > freshId) {
                told.arrived(after.get(fresh++));
            } else {
                Row row = after.get(fresh++);
                Row was = before.get(old++);
                if (row != was && (row.version() != was.version() || !row.equals(was))) {
                    told.changed(row);
                }
            }
        }
    }
}

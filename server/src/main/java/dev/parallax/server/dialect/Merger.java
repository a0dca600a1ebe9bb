package dev.parallax.server.dialect;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Makes one change for each row of many: what the row was to the client before the first against what it is after
/// the last. Confined to its thread.
final class Merger {
    private final boolean tellsGone;
    private final Map<Long, Merged> rows = new LinkedHashMap<>();
    private long chars;

    /// @param wasThere whether the client has the row
    private record Merged(boolean wasThere, @Nullable Row row) {}

    /// What comes and goes in between is not there at all.
    Merger() {
        this(false);
    }

    /// @param tellsGone whether what comes and goes in between is told as gone
    Merger(boolean tellsGone) {
        this.tellsGone = tellsGone;
    }

    void add(ScopedChange change) {
        add(change.id(), change.row(), change.kind() != ChangeKind.INSERT);
    }

    /// @param row null if it is gone
    /// @param wasThere whether the client has it, if nothing was added about it yet
    void add(long id, @Nullable Row row, boolean wasThere) {
        // Taken out first, so that rows stand in the order of their last changes.
        Merged before = rows.remove(id);
        boolean wasThereFirst = before == null ? wasThere : before.wasThere();
        if (before != null && before.row() != null) {
            chars -= before.row().chars();
        }
        if (row != null) {
            chars += row.chars();
        }
        if (row != null || wasThereFirst || tellsGone) {
            rows.put(id, new Merged(wasThereFirst, row));
        }
    }

    /// Characters of rows that it holds.
    long chars() {
        return chars;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void clear() {
        rows.clear();
        chars = 0;
    }

    /// Every change, in the order of each row's last.
    ///
    /// @param rowsOut takes rows that the client gets
    void forEach(BiConsumer<ChangeKind, Row> rowsOut, java.util.function.LongConsumer goneOut) {
        rows.forEach((id, merged) -> {
            Row row = merged.row();
            if (row == null) {
                goneOut.accept(id);
            } else {
                rowsOut.accept(merged.wasThere() ? ChangeKind.UPDATE : ChangeKind.INSERT, row);
            }
        });
    }
}

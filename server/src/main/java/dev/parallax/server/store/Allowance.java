package dev.parallax.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/// How many characters of content may still be loaded. The database reads every result whole, so what is asked for
/// is measured first, and only what fits is asked for. The first piece always fits, or a large one could never be
/// read. Confined to its thread.
final class Allowance {
    /// Pieces measured at once. More would be measured in vain where they are large.
    static final int MEASURED_LIMIT = 512;

    private long left;
    private boolean isWhole = true;

    Allowance(long chars) {
        this.left = chars;
    }

    /// How many of the pieces whose lengths stand first in a result fit, and whether all do.
    ///
    /// @param measured how many there were
    record Fit(int count, int measured) {
        boolean isCut() {
            return count < measured;
        }
    }

    Fit take(ResultSet lengths) throws SQLException {
        int count = 0;
        int measured = 0;
        while (lengths.next()) {
            if (count == measured && take(lengths.getLong(1))) {
                count++;
            }
            measured++;
        }
        return new Fit(count, measured);
    }

    private boolean take(long chars) {
        boolean fits = isWhole || chars <= left;
        if (fits) {
            left -= chars;
            isWhole = false;
        }
        return fits;
    }
}

package dev.parallax.server.engine;

import org.jspecify.annotations.Nullable;

/// What a client is handed as a table's permission hash, and hands in again. Immutable.
///
/// While a client loads rows that are older than the log, its cursor is as old as they are. Then the mark also says
/// when it began: what it holds was visible then or later, and the log goes back that far.
///
/// @param hash by [PermissionHash]
/// @param begun the version at which the load began, or null if the cursor says it all
record TableMark(String hash, @Nullable Long begun) {
    private static final char SEPARATOR = '@';

    /// @param text as a client handed it in: anything
    static TableMark parse(String text) {
        int at = text.lastIndexOf(SEPARATOR);
        if (at < 0) {
            return new TableMark(text, null);
        }
        try {
            return new TableMark(text.substring(0, at), Long.parseLong(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            return new TableMark(text, null);
        }
    }

    String text() {
        return begun == null ? hash : hash + SEPARATOR + begun;
    }
}

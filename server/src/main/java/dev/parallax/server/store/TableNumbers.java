package dev.parallax.server.store;

import java.util.Collection;

/// Gives every new table of a record a name that no table has. Confined to the writer.
final class TableNumbers {
    private long last;

    /// @param names of the tables that are there, such as `Post` and `Post.3`
    TableNumbers(Collection<String> names) {
        for (String name : names) {
            int dot = name.indexOf('.');
            last = dot < 0 ? last : Math.max(last, Long.parseLong(name.substring(dot + 1)));
        }
    }

    String name(String record) {
        last++;
        return record + "." + last;
    }
}

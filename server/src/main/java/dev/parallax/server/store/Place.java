package dev.parallax.server.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a database is. Immutable.
public sealed interface Place {
    /// A new one in memory, which ends when it is closed.
    record Memory() implements Place {}

    /// One in memory that can be left and found again under its name by this process, as a file by its path. It
    /// ends when it is closed and stays when it is abandoned.
    ///
    /// @param name of letters and digits
    record NamedMemory(String name) implements Place {
        public NamedMemory {
            if (!name.matches("[A-Za-z0-9]+")) {
                throw new IllegalArgumentException("a database's name has letters and digits only");
            }
        }
    }

    /// @param path without its ending
    record File(Path path) implements Place {}

    /// @param path without its ending, or null for memory
    static Place of(@Nullable Path path) {
        return path == null ? new Memory() : new File(path);
    }
}

package dev.parallax.cli;

import dev.parallax.bundle.Job;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.OpenedFile;
import java.io.IOException;
import java.nio.file.Path;

/// Opens what was saved, for the command line. Stateless.
final class SavedWorlds {
    private SavedWorlds() {}

    /// @throws IllegalArgumentException with a sentence, if it is no such file
    static LiveWorld open(Path file) {
        try {
            return OpenedFile.open(file, new Job(String.valueOf(file.getFileName())));
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + file + "` cannot be opened: " + e.getMessage(), e);
        }
    }
}

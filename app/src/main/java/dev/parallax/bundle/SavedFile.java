package dev.parallax.bundle;

import dev.parallax.bundle.RecordingReader.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that this program saved, whichever it is; its content says, not its name.
public sealed interface SavedFile {
    record OfWorld(WorldBundle bundle) implements SavedFile {}

    /// @param recorded perhaps damaged from some line on
    record OfRecording(Recorded recorded) implements SavedFile {}

    /// Reads it.
    ///
    /// @throws FormatException if it is no world, with a sentence; a damaged recording is none
    static SavedFile read(Path file, Job job) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            boolean isZip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
            if (isZip) {
                return new OfWorld(BundleReader.read(file, job));
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new OfRecording(RecordingReader.read(name, in, job));
        }
    }
}

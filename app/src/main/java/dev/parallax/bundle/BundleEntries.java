package dev.parallax.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/// The entries of a bundle one after the other, with bounds that hold whatever the file says of itself: their names and
/// order, how much they hold, and how much more than the file they hold. Confined to one thread.
final class BundleEntries {
    /// What a world may come to when it is read.
    static final long BYTES_LIMIT = 512L << 20;
    /// Lines of JSON that repeat each other shrink to a twentieth; what shrinks to less than this is made to.
    static final int RATIO_LIMIT = 200;
    /// Below it nobody is hurt, whatever the ratio.
    static final long RATIO_FROM_BYTES = 16L << 20;

    private final ZipInputStream zip;
    private final long bytesLimit;
    private long bytes;
    private @Nullable ZipEntry next;

    /// @param fileBytes how large the file is
    BundleEntries(InputStream in, long fileBytes) throws IOException {
        this.zip = new ZipInputStream(in, StandardCharsets.UTF_8);
        this.bytesLimit = Math.min(BYTES_LIMIT, Math.max(RATIO_FROM_BYTES, fileBytes * RATIO_LIMIT));
        advance("the file");
        if (next == null) {
            throw new FormatException("the file", 0, 0, "it is no world saved by this program.");
        }
    }

    /// The content of an entry; null if the bundle has no such entry.
    ///
    /// @throws FormatException if something else comes first
    @Nullable
    InputStream optional(Entry entry) throws FormatException {
        ZipEntry found = next;
        if (found == null || !found.getName().equals(entry.fileName())) {
            return null;
        }
        next = null;
        return new Bounded(entry.fileName());
    }

    InputStream require(Entry entry) throws FormatException {
        InputStream content = optional(entry);
        if (content == null) {
            throw new FormatException(
                    entry.fileName(),
                    0,
                    0,
                    next == null
                            ? "it is missing: the file ends too early."
                            : "it is missing; `" + JsonLine.shortened(next.getName()) + "` stands in its place.");
        }
        return content;
    }

    /// Goes on behind the entry that was read last.
    void advance(String entry) throws IOException {
        try {
            next = zip.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw broken(entry, e);
        }
    }

    void requireEnd() throws FormatException {
        if (next != null) {
            throw new FormatException(
                    "the file", 0, 0, "`" + JsonLine.shortened(next.getName()) + "` is no part of a world.");
        }
    }

    private static FormatException broken(String entry, Exception e) {
        return new FormatException(
                entry,
                0,
                0,
                e instanceof ZipException || e instanceof IllegalArgumentException
                        ? "it is damaged, or no world saved by this program."
                        : "it ends too early.");
    }

    /// One entry's content.
    private final class Bounded extends FilterInputStream {
        private final String entry;

        Bounded(String entry) {
            super(zip);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(into, offset, length);
            } catch (IOException e) {
                throw broken(entry, e);
            }
            bytes += Math.max(0, read);
            if (bytes > bytesLimit) {
                throw new FormatException(
                        entry, 0, 0, "it holds more than " + (bytesLimit >> 20) + " MiB, too much for this file.");
            }
            return read;
        }

        @Override
        public void close() {
            // The bundle is closed by whoever opened it.
        }
    }
}

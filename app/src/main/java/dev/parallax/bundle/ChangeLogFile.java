package dev.parallax.bundle;

import dev.parallax.change.Version;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The change log as one JSON document, an entry a line as `GET /admin/log` has them. Stateless.
public final class ChangeLogFile {
    private static final int PAGE_SIZE = 1_000;

    private ChangeLogFile() {}

    /// Where entries come from.
    @FunctionalInterface
    public interface Log {
        /// Entries newer than `after`, oldest first, at most `limit`.
        List<LogEntry> read(long after, int limit);
    }

    /// Writes all that the log holds; what is committed meanwhile may be there or not.
    ///
    /// @return how many entries it wrote
    public static long write(Log log, OutputStream out, Job job) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write("{\"type\":\"parallax-log\",\"format\":1,\"entries\":[");
        long after = Version.NONE;
        long count = 0;
        List<LogEntry> page;
        do {
            page = log.read(after, PAGE_SIZE);
            job.expect(page.size());
            for (LogEntry entry : page) {
                writer.write(count++ == 0 ? "\n" : ",\n");
                writer.write(Json.text(entry.toJson()));
                after = entry.change().version();
                job.step();
            }
        } while (!page.isEmpty());
        writer.write("\n]}\n");
        writer.flush();
        return count;
    }
}

package dev.parallax.bundle;

import dev.parallax.change.Version;
import dev.parallax.recording.MetricSample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Figures, a line for each second, for a spreadsheet: comma-separated in UTF-8, lines end in CR LF, the first line
/// names columns and units. Source: RFC 4180. Stateless.
public final class MetricsCsv {
    private static final String LINE_END = "\r\n";

    private MetricsCsv() {}

    /// @param samples oldest first
    public static void write(List<MetricSample> samples, OutputStream out, Job job) throws IOException {
        List<String> dialects = List.copyOf(samples.stream()
                .flatMap(sample -> sample.bytes().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
        job.expect(samples.size());
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        List<String> header = new ArrayList<>(List.of(
                "time (UTC)",
                "interval (s)",
                "commit to visible p50 (µs)",
                "commit to visible p99 (µs)",
                "revoked to purged p99 (µs)",
                "messages received",
                "changes committed",
                "changes delivered",
                "messages queued",
                "bytes if whole lists were sent (estimate)"));
        dialects.forEach(dialect -> header.add("bytes " + dialect));
        writer.write(line(header));
        for (MetricSample sample : samples) {
            writer.write(line(cells(sample, dialects)));
            job.step();
        }
        writer.flush();
    }

    private static List<String> cells(MetricSample sample, List<String> dialects) {
        List<String> cells = new ArrayList<>(List.of(
                Version.text(sample.time()),
                Double.toString(sample.seconds()),
                Long.toString(sample.visibleP50()),
                Long.toString(sample.visibleP99()),
                Long.toString(sample.purgedP99()),
                Long.toString(sample.messages()),
                Long.toString(sample.changes()),
                Long.toString(sample.delivered()),
                Long.toString(sample.queued()),
                Long.toString(sample.wholeLists())));
        dialects.forEach(dialect -> cells.add(Long.toString(sample.bytes().getOrDefault(dialect, 0L))));
        return cells;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MetricsCsv::cell).collect(Collectors.joining(",")) + LINE_END;
    }

    /// In quotes where it holds what separates cells or lines.
    static String cell(String text) {
        boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package dev.parallax.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recording.MetricSample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsCsvTest {
    @Test
    void everySecondIsALineUnderColumnsWithUnits() throws IOException {
        List<MetricSample> samples = List.of(
                new MetricSample(1_000_000, 1.0, 1500, 2500, 0, 12, Map.of("space", 10L), 3, 30, 0, 900),
                new MetricSample(2_000_000, 1.5, 0, 0, 7, 1, Map.of("cursor", 4L), 0, 0, 9, 0));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        MetricsCsv.write(samples, out, new Job("x"));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("time (UTC),interval (s),commit to visible p50 (µs),commit to visible p99 (µs),"
                        + "revoked to purged p99 (µs),messages received,changes committed,changes delivered,"
                        + "messages queued,bytes if whole lists were sent (estimate),bytes cursor,bytes space\r\n"
                        + "1970-01-01T00:00:01.000000Z,1.0,1500,2500,0,12,3,30,0,900,0,10\r\n"
                        + "1970-01-01T00:00:02.000000Z,1.5,0,0,7,1,0,0,9,0,4,0\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            plain     | plain
            a,b       | "a,b"
            say "hi"  | "say ""hi\"""
            """)
    void whatSeparatesIsQuoted(String text, String cell) {
        assertThat(MetricsCsv.cell(text)).isEqualTo(cell);
    }
}

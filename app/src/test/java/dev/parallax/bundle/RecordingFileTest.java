package dev.parallax.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.bundle.RecordingReader.Limits;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.client.WriteKind;
import dev.parallax.policy.SessionValues;
import dev.parallax.recording.Participant;
import dev.parallax.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingFileTest {
    /// States that follow each other faster are not all kept.
    private static final long PAUSE = 10_000;

    private static final RowShape POST = new RowShape("Post", List.of("id", "title", "published", "updatedAt"), "id");
    private static final List<Policy> POLICIES = List.of(new Policy(0, "record A {}"), new Policy(7, "record B {}"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsWrittenIsReadBack(long seed) throws IOException {
        Recording recording = random(new Random(seed), 200);

        Recorded read = read(write(recording));

        assertThat(read.broken()).isNull();
        assertThat(read.policies()).isEqualTo(POLICIES);
        assertThat(read.recording().participants()).isEqualTo(recording.participants());
        assertThat(read.recording().departures()).isEqualTo(recording.departures());
        assertThat(read.states()).hasSameSizeAs(recording.all());
        for (int index = 0; index < read.states().size(); index++) {
            assertSame(
                    read.states().get(index).snapshot(),
                    recording.all().get(index).snapshot());
        }
        for (long time = 0; time < 400 * PAUSE; time += 7 * PAUSE) {
            assertThat(read.recording().at(time).keySet())
                    .isEqualTo(recording.at(time).keySet());
        }
    }

    @ParameterizedTest
    @CsvSource({"0.2", "0.5", "0.9", "0.999"})
    void aFileThatWasCutKeepsWhatStandsBefore(double share) throws IOException {
        Recording recording = random(new Random(9), 100);
        String whole = write(recording);

        Recorded read = read(whole.substring(0, (int) (whole.length() * share)));

        assertThat(read.broken()).isNotNull();
        assertThat(Objects.requireNonNull(read.broken()).line()).isPositive();
        assertThat(read.broken().column()).isPositive();
        assertThat(read.states()).hasSizeLessThan(recording.all().size() + 1);
        for (int index = 0; index < read.states().size(); index++) {
            assertSame(
                    read.states().get(index).snapshot(),
                    recording.all().get(index).snapshot());
        }
    }

    @Test
    void aBrokenLineIsNamedWithItsColumn() throws IOException {
        List<String> lines =
                new ArrayList<>(write(random(new Random(3), 20)).lines().toList());
        lines.set(12, "{\"type\":\"state\",\"time\":99x}");

        Recorded read = read(String.join("\n", lines));

        assertThat(read.broken())
                .hasMessageStartingWith("some.jsonl, line 13, column 26: ")
                .hasMessageContaining("malformed JSON");
        assertThat(read.states()).hasSize(12 - 6);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"state","time":1,"client":99,"status":"LIVE","message":"","version":1}            | 7 | 26 | `client` must be a client that was named before.
            {"type":"state","time":-1,"client":1,"status":"LIVE","message":"","version":1}            | 7 | 17 | `time` must be an integer from 0
            {"type":"state","time":9000000000000000,"client":1,"status":"LIVE","message":"","version":1} | 7 | 17 | `time` must be an integer from 0
            {"type":"state","time":1,"client":1,"status":"WRONG","message":"","version":1}            | 7 | 37 | `status` must not be `WRONG`.
            {"type":"state","time":1,"client":1,"status":"LIVE","message":"","version":1,"tables":7}  | 7 | 78 | `tables` must be an object.
            {"type":"state","time":1,"client":1,"status":"LIVE","message":"","version":1,"tables":{"Post":{"put":[{"id":"x"}]}}} | 7 | 88 | `Post` has a row that is none
            {"type":"state","time":1,"client":1,"status":"LIVE","message":"","version":1,"tables":{"Post":{"drop":[1]}}} | 7 | 96 | `drop` must name rows that are there.
            {"type":"mystery"}                                                                       | 7 | 2 | `type` must not be `mystery`.
            {"type":"end","states":7}                                                                | 7 | 15 | `states` must be 0
            {"type":"client","number":1,"name":"A","userId":1,"role":"user","dialect":"cursor"}      | 7 | 18 | `number` must not be that of another client.
            {"type":"client","number":1000001,"name":"A","userId":1,"role":"user","dialect":"cursor"} | 7 | 18 | `number` must be an integer from 1 to 1000000.
            []                                                                                       | 7 | 1 | expected a JSON object
            """)
    void wrongContentIsNamedWithItsPlace(String line, int number, int column, String sentence) throws IOException {
        List<String> lines =
                new ArrayList<>(write(random(new Random(3), 20)).lines().toList());
        lines.set(6, line);

        FormatException broken =
                Objects.requireNonNull(read(String.join("\n", lines)).broken());

        assertThat(broken).hasMessageContaining(sentence);
        assertThat(broken.line()).isEqualTo(number);
        assertThat(broken.column()).isEqualTo(column);
    }

    @Test
    void anotherFileIsNoRecording() throws IOException {
        assertThat(read("").broken()).hasMessageContaining("line 1");
        assertThat(read("scenario: x").broken()).hasMessageContaining("some.jsonl, line 1, column 1");
        assertThat(read("{\"type\":\"parallax-recording\",\"format\":2,\"states\":0}")
                        .broken())
                .hasMessageContaining("is newer than this program can read");
        assertThat(RecordingReader.read(
                                "some.jsonl", new ByteArrayInputStream(new byte[] {'{', (byte) 0xFF}), new Job("x"))
                        .broken())
                .hasMessageContaining("it is no text in UTF-8");
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() throws IOException {
        String header = "{\"type\":\"parallax-recording\",\"format\":1,\"states\":0}\n";
        byte[] huge = (header + "x".repeat(Lines.LINE_CHARS_LIMIT + 100_000)).getBytes(StandardCharsets.UTF_8);

        Recorded read = RecordingReader.read("some.jsonl", new ByteArrayInputStream(huge), new Job("x"));

        assertThat(read.broken()).hasMessageStartingWith("some.jsonl, line 2: it is longer than");
    }

    /// Each line drops one row, and every state holds those that are left.
    private static String drops(int rows, int drops) {
        StringBuilder text = new StringBuilder("""
                {"type":"parallax-recording","format":1,"states":0}
                {"type":"client","number":1,"name":"A","userId":1,"role":"user","dialect":"cursor"}
                """);
        String state =
                "{\"type\":\"state\",\"time\":1,\"client\":1,\"status\":\"LIVE\",\"message\":\"\",\"version\":1,";
        text.append(state).append("\"tables\":{\"Post\":{\"put\":[");
        for (int id = 1; id <= rows; id++) {
            text.append(id == 1 ? "" : ",").append("{\"id\":").append(id).append(",\"updatedAt\":1}");
        }
        text.append("]}}}\n");
        for (int id = 1; id <= drops; id++) {
            text.append(state)
                    .append("\"tables\":{\"Post\":{\"drop\":[")
                    .append(id)
                    .append("]}}}\n");
        }
        return text.toString();
    }

    @Test
    void theRowsOfAllStatesTogetherAreBounded() throws IOException {
        Recorded read = read(drops(1_000, 999), new Limits(Lines.CHARS_LIMIT, 10_000));

        assertThat(read.broken())
                .hasMessage("some.jsonl, line 13, column 78: `tables` must not make the tables of all states hold "
                        + "more than 10000 rows.");
        assertThat(read.states()).hasSize(10);
    }

    @Test
    void aSmallFileThatGrowsIsRefusedSoon() throws IOException {
        Recorded read = read(drops(100_000, 2_000));

        assertThat(read.broken()).hasMessageContaining("more than 40000000 rows");
        assertThat(read.states()).hasSize(400);
    }

    @Test
    void aFileIsBoundedAsAWhole() throws IOException {
        String text = drops(10, 9);
        int length = text.length();

        assertThat(read(text, new Limits(length, 1_000)).broken()).hasMessageContaining("the last line is missing");
        assertThat(read(text, new Limits(length - 20, 1_000)).broken())
                .hasMessageStartingWith("some.jsonl, line 12, column ")
                .hasMessageEndingWith(": the file is longer than " + (length - 20) + " characters.");
    }

    @Test
    void writingCanBeCancelled() {
        Job job = new Job("x");
        job.cancel();

        assertThatThrownBy(() ->
                        RecordingFile.write(random(new Random(1), 20), POLICIES, new ByteArrayOutputStream(), job))
                .isInstanceOf(CancellationException.class);
    }

    private static void assertSame(ReplicaSnapshot read, ReplicaSnapshot written) {
        assertThat(read.tables()).isEqualTo(written.tables());
        assertThat(read.pending()).isEqualTo(written.pending());
        assertThat(read.session()).isEqualTo(written.session());
        assertThat(read.coverage()).isEqualTo(written.coverage());
        assertThat(List.of(read.status(), read.message(), read.version()))
                .isEqualTo(List.of(written.status(), written.message(), written.version()));
    }

    private static String write(Recording recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordingFile.write(recording, POLICIES, out, new Job("x"));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Recorded read(String text) throws IOException {
        return read(text, Limits.DEFAULT);
    }

    private static Recorded read(String text, Limits limits) throws IOException {
        return RecordingReader.read(
                "some.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new Job("x"), limits);
    }

    /// Three clients, whose caches change at random.
    private static Recording random(Random random, int states) {
        Recording recording = new Recording();
        Map<Integer, TreeMap<Long, Row>> caches = new LinkedHashMap<>();
        for (int client = 1; client <= 3; client++) {
            int number = client;
            recording.meet(number, () -> new Participant(number, "Ann " + number, number, "user", "cursor"));
            caches.put(number, new TreeMap<>());
        }
        for (int index = 1; index <= states; index++) {
            int client = 1 + random.nextInt(3);
            TreeMap<Long, Row> cache = Objects.requireNonNull(caches.get(client));
            long id = 1 + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                cache.remove(id);
            } else {
                cache.put(id, new Row(POST, List.of(id, "T\n\"" + random.nextInt(9), random.nextBoolean(), (long)
                        index)));
            }
            recording.add(client, snapshot(random, index, List.copyOf(cache.values())), index * PAUSE);
        }
        recording.sweep(Map.of(), (states + 5) * PAUSE);
        return recording;
    }

    private static ReplicaSnapshot snapshot(Random random, int index, List<Row> rows) {
        boolean waits = random.nextInt(4) == 0;
        List<Row> shown = waits && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows;
        PendingWrite pending = new PendingWrite(
                new UUID(1, index),
                new UUID(2, index),
                WriteKind.DELETE,
                "Post",
                rows.isEmpty() ? -1 : rows.getFirst().id(),
                Map.of("title", "t"),
                3,
                PendingWrite.State.CONFLICT,
                2,
                0,
                rows.isEmpty() ? null : new PendingWrite.Conflict(rows.getFirst(), "It changed."));
        TableSnapshot posts = new TableSnapshot(
                "Post",
                rows,
                shown,
                waits ? Set.of(pending.id()) : Set.of(),
                (long) index,
                index % 2 == 0 ? "h" : null);
        return new ReplicaSnapshot(
                index,
                waits ? Status.OFFLINE : Status.LIVE,
                "m" + random.nextInt(3),
                new SessionValues(Map.of("userId", 1L, "role", index % 5 == 0 ? "admin" : "user")),
                index,
                random.nextInt(5) == 0 ? Coverage.ofRecords(Set.of("Post")) : Coverage.ALL,
                random.nextInt(6) == 0 ? Map.of() : Map.of("Post", posts),
                waits ? List.of(pending) : List.of(),
                List.of());
    }
}

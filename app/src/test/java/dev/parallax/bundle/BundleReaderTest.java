package dev.parallax.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.WorldBundle.Settings;
import dev.parallax.change.Row;
import dev.parallax.change.StateHash;
import dev.parallax.client.Dialect;
import dev.parallax.client.Kept;
import dev.parallax.client.OutboxState;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.WriteKind;
import dev.parallax.fleet.FleetMember;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.network.LinkFaults;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a file from somebody else may hold, and what it may not.
class BundleReaderTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("s", """
            session { userId Int }
            record Note {
                @public
                id    Int @id
                title String
                text  String?
            }
            """);

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        WorldBundle world = world().withSteps("scenario: x\n");

        WorldBundle read = BundleReader.read(file(bytes(world)), new Job("x"));

        assertThat(read.saved()).isEqualTo(world.saved());
        assertThat(read.settings()).isEqualTo(world.settings());
        assertThat(read.contents().rows()).isEqualTo(world.contents().rows());
        assertThat(read.contents().head()).isEqualTo(world.contents().head());
        assertThat(read.contents().schemas().getFirst().schema().source()).isEqualTo(SCHEMA.source());
        assertThat(read.clients()).isEqualTo(world.clients());
        assertThat(read.expectations()).isEqualTo(world.expectations());
        assertThat(read.steps()).isEqualTo("scenario: x\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            manifest.json      | "format":1          | "format":2            | manifest.json, line 1, column 26: `format` is newer
            manifest.json      | parallax-world      | other                 | manifest.json, line 1, column 2: `type` must be
            settings.json      | "rate":20.0         | "rate":1e99           | settings.json, line 1, column
            settings.json      | "mix":[10           | "mix":[-1             | settings.json, line 1, column
            settings.json      | LAST_WRITE_WINS     | FIRST                 | `merge` must not be `FIRST`
            policies.jsonl     | title String        | title Strin           | `source` is no policy
            policies.jsonl     | "version":0         | "version":-1          | policies.jsonl, line 1, column 2: `version` must be an integer
            head.json          | "databaseId":"ab"   | "databaseId":"'; --"  | `databaseId` must be hexadecimal digits
            head.json          | "version":7         | "version":9007199254740991 | head.json, line 1
            head.json          | "hash":"00          | "hash":"zz            | `hash` must be a hash
            rows.jsonl         | "record":"Note"     | "record":"Nothing"    | rows.jsonl, line 1, column 2: `record` must be a record of the newest policy.
            rows.jsonl         | "title":"One"       | "title":1             | rows.jsonl, line 1
            rows.jsonl         | "title":"One"       | "title":null          | must have a value for
            rows.jsonl         | "updatedAt":6       | "updatedAt":66        | must not be newer than the newest change
            clients.jsonl      | "dialect":"cursor"  | "dialect":"telepathy" | clients.jsonl, line 1, column
            clients.jsonl      | "number":1          | "number":2            | clients.jsonl, line 2, column 2: `number` must be another
            clients.jsonl      | 7 abc               | x                     | `values` hold nothing
            clients.jsonl      | "Note":[            | "Note":0,"Other":[    | `rows` must hold lists of rows
            clients.jsonl      | "latencyMillis":5   | "latencyMillis":-5    | `latencyMillis` must be
            clients.jsonl      | 00000000-0000-0001  | 00000000              | `requestId` must be a UUID
            expectations.jsonl | "sentence"          | "sentense"            | expectations.jsonl, line 1, column 1: `sentence` must be a text
            recording.jsonl    | parallax-recording  | x                     | recording.jsonl, line 1, column 2
            rows.jsonl         | {"record"           | {"record              | rows.jsonl, line 1, column
            """)
    void wrongContentIsNamedWithEntryLineAndColumn(String entry, String before, String after, String sentence)
            throws IOException {
        Map<String, byte[]> entries = entries(bytes(world()));
        String text = new String(entries.get(entry), StandardCharsets.UTF_8);
        assertThat(text).contains(before);
        entries.put(
                entry,
                text.replaceFirst(Pattern.quote(before), Matcher.quoteReplacement(after))
                        .getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> BundleReader.read(file(zip(entries)), new Job("x")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.txt", "/etc/passwd", "C:\\x", "rows.jsonl2", "manifest.json/"})
    void entriesThatAreNoneOfOursAreRefused(String name) throws IOException {
        Map<String, byte[]> entries = entries(bytes(world()));
        entries.put(name, new byte[] {'x'});

        assertThatThrownBy(() -> BundleReader.read(file(zip(entries)), new Job("x")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("is no part of a world");
    }

    @Test
    void aMissingEntryIsNamed() throws IOException {
        Map<String, byte[]> entries = entries(bytes(world()));
        entries.remove("rows.jsonl");

        assertThatThrownBy(() -> BundleReader.read(file(zip(entries)), new Job("x")))
                .hasMessage("rows.jsonl: it is missing; `log.jsonl` stands in its place.");
    }

    @Test
    void aBombIsNotBlownUp() throws IOException {
        Map<String, byte[]> entries = entries(bytes(world()));
        byte[] line = ("{\"sentence\":\"" + " ".repeat(900) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        byte[] many = new byte[64 << 20];
        for (int at = 0; at + line.length < many.length; at += line.length) {
            System.arraycopy(line, 0, many, at, line.length);
        }
        entries.put("expectations.jsonl", many);
        byte[] huge = new byte[64 << 20];
        Arrays.fill(huge, (byte) ' ');
        Map<String, byte[]> blank = entries(bytes(world()));
        blank.put("expectations.jsonl", huge);

        assertThatThrownBy(() -> BundleReader.read(file(zip(entries)), new Job("x")))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("expectations.jsonl, line 1001");
        assertThatThrownBy(() -> BundleReader.read(file(zip(blank)), new Job("x")))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("too much for this file");
    }

    @Test
    void aFileThatWasCutIsSaidToBe() throws IOException {
        byte[] whole = bytes(world());
        int named = 0;
        for (int length = 0; length < whole.length - 30; length += 7) {
            Path file = file(Arrays.copyOf(whole, length));
            Throwable failure = catchThrowable(() -> BundleReader.read(file, new Job("x")));
            // The directory at the end says nothing that the entries do not.
            if (failure != null) {
                assertThat(failure).isInstanceOf(FormatException.class);
                named++;
            }
        }
        assertThat(named).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anythingAtAllIsReadOrRefused(long seed) throws IOException {
        byte[] whole = bytes(world());
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            byte[] spoilt = whole.clone();
            for (int hit = 0; hit <= random.nextInt(4); hit++) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            Path file = file(spoilt);
            Throwable failure = catchThrowable(() -> BundleReader.read(file, new Job("x")));
            if (failure != null) {
                assertThat(failure).as("seed %d, round %d", seed, round).isInstanceOf(FormatException.class);
            }
        }
    }

    private static WorldBundle world() {
        List<Row> rows = List.of(row(1, "One", 6), row(2, "Two", 7));
        Contents contents = new Contents(
                new Head("ab", 7, StateHash.GENESIS.hex(), 7, 7),
                StateHash.GENESIS.hex(),
                List.of(new SchemaHistory.Entry(0, SCHEMA, Map.of("Note", 0L))),
                rows,
                Map.of("Note", 2L),
                List.of());
        PendingWrite waits = new PendingWrite(
                new UUID(1, 1),
                new UUID(1, 1),
                WriteKind.UPDATE,
                "Note",
                1,
                Map.of("title", "Mine"),
                6,
                PendingWrite.State.QUEUED,
                0,
                0,
                null);
        return new WorldBundle(
                9,
                new Settings(3, MergeRule.LAST_WRITE_WINS, 5_000, 15_000, 1_000, 50, 20, TrafficMix.DEFAULT, false),
                contents,
                List.of(client(1, rows, waits), client(2, List.of(), waits)),
                List.of("no leaks"),
                new Recorded(List.of(), List.of(), List.of(), Map.of(), null),
                null);
    }

    private static Former client(int number, List<Row> rows, PendingWrite waits) {
        return new Former(
                number,
                new FleetMember(4, "user", Dialect.CURSOR),
                Json.object().put("userId", 4),
                Former.Standing.OFFLINE,
                LinkFaults.NONE.withLatency(5),
                new Kept(
                        new UUID(0, 0),
                        OutboxState.of(List.of(waits), Map.of(-1L, 2L)),
                        rows.isEmpty()
                                ? Map.of()
                                : Map.of(
                                        "Note",
                                        rows.stream()
                                                .map(BundleReaderTest::plain)
                                                .toList()),
                        Map.of("handed-over.Note", "7 abc")));
    }

    private static Row row(long id, String title, long version) {
        return new Row(RowJson.shape(SCHEMA.require("Note")), Arrays.asList(id, title, null, version));
    }

    private static Row plain(Row row) {
        return RowJson.decode(row.record(), RowJson.encode(row));
    }

    private static byte[] bytes(WorldBundle world) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BundleWriter.write(world, out, new Job("x"));
        return out.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] bundle) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("world.parallax"), content);
    }
}

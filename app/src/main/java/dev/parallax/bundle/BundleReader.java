package dev.parallax.bundle;

import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.WorldBundle.Settings;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.Traffic;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.store.Contents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Reads a world that [BundleWriter] wrote, and trusts nothing in it: sizes, names, order and content are bounded and
/// checked before anything is made of them. Errors name entry, line and column. Confined to one thread, used once.
public final class BundleReader {
    private static final int EXPECTATIONS_LIMIT = 1_000;
    private static final int SENTENCE_CHARS_LIMIT = 1_000;
    private static final int STEPS_BYTES_LIMIT = 1 << 20;
    private static final int MIX_WEIGHT_LIMIT = 1_000_000;

    private final BundleEntries entries;
    private final Job job;

    /// Does something with a line.
    @FunctionalInterface
    private interface Taking {
        void take(JsonLine line) throws IOException;
    }

    private BundleReader(BundleEntries entries, Job job) {
        this.entries = entries;
        this.job = job;
    }

    /// Reads a file.
    ///
    /// @throws FormatException if it is no such file, with a sentence
    public static WorldBundle read(Path file, Job job) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new BundleReader(new BundleEntries(in, Files.size(file)), job).read();
        }
    }

    private WorldBundle read() throws IOException {
        long saved = manifest();
        Settings settings = settings(one(Entry.SETTINGS));
        ContentsReader server = new ContentsReader();
        each(Entry.POLICIES, server::policy);
        server.head(one(Entry.HEAD));
        each(Entry.ROWS, server::row);
        each(Entry.LOG, server::change);
        Contents contents = server.contents();
        List<Former> clients = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        FormerReader former = new FormerReader(contents.schemas().getLast().schema());
        each(Entry.CLIENTS, line -> {
            Former client = former.read(line);
            if (clients.size() >= FleetConfig.CLIENTS_LIMIT || !numbers.add(client.number())) {
                throw line.wrong("number", "must be another for each of at most " + FleetConfig.CLIENTS_LIMIT);
            }
            clients.add(client);
        });
        List<String> expectations = new ArrayList<>();
        each(Entry.EXPECTATIONS, line -> {
            String sentence = line.text("sentence");
            if (sentence.length() > SENTENCE_CHARS_LIMIT || expectations.size() >= EXPECTATIONS_LIMIT) {
                throw line.wrong("sentence", "is too long, or one too many");
            }
            expectations.add(sentence);
        });
        Recorded recorded = recording();
        String steps = steps();
        entries.requireEnd();
        return new WorldBundle(saved, settings, contents, clients, expectations, recorded, steps);
    }

    private long manifest() throws IOException {
        JsonLine line = one(Entry.MANIFEST);
        if (!line.has("type") || !line.text("type").equals(Entry.TYPE)) {
            throw line.wrong("type", "must be `" + Entry.TYPE + "`: this is no world");
        }
        if (line.integer("format", 1, Integer.MAX_VALUE) > Entry.FORMAT) {
            throw line.wrong("format", "is newer than this program can read");
        }
        return line.version("saved");
    }

    private static Settings settings(JsonLine line) throws FormatException {
        return new Settings(
                line.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                line.keyword("merge", MergeRule.class),
                (int) line.integer("heartbeatMillis", 10, 60_000),
                (int) line.integer("streamHeartbeatMillis", 10, 60_000),
                (int) line.integer("windowMillis", 0, 5_000),
                (int) line.integer("refetchRows", 1, 10_000),
                line.real("rate", Traffic.RATE_MIN, Traffic.RATE_MAX),
                mix(line),
                line.flag("isBroadcastStopped"));
    }

    private static TrafficMix mix(JsonLine line) throws FormatException {
        ArrayNode weights = line.array("mix");
        int[] mix = new int[7];
        int sum = 0;
        for (int index = 0; index < mix.length; index++) {
            JsonNode weight = weights.path(index);
            if (weights.size() != mix.length
                    || !weight.isInt()
                    || weight.intValue() < 0
                    || weight.intValue() > MIX_WEIGHT_LIMIT) {
                throw line.wrong("mix", "must be 7 weights");
            }
            mix[index] = weight.intValue();
            sum += mix[index];
        }
        if (sum == 0) {
            throw line.wrong("mix", "must have a weight above 0");
        }
        return new TrafficMix(mix[0], mix[1], mix[2], mix[3], mix[4], mix[5], mix[6]);
    }

    private Recorded recording() throws IOException {
        Recorded recorded = RecordingReader.read(Entry.RECORDING.fileName(), entries.require(Entry.RECORDING), job);
        FormatException broken = recorded.broken();
        if (broken != null) {
            throw broken;
        }
        entries.advance(Entry.RECORDING.fileName());
        return recorded;
    }

    private @Nullable String steps() throws IOException {
        InputStream content = entries.optional(Entry.STEPS);
        if (content == null) {
            return null;
        }
        byte[] bytes = content.readNBytes(STEPS_BYTES_LIMIT + 1);
        if (bytes.length > STEPS_BYTES_LIMIT) {
            throw new FormatException(
                    Entry.STEPS.fileName(), 0, 0, "it is longer than " + STEPS_BYTES_LIMIT + " bytes.");
        }
        entries.advance(Entry.STEPS.fileName());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FormatException(Entry.STEPS.fileName(), 0, 0, "it is no text in UTF-8.");
        }
    }

    private JsonLine one(Entry entry) throws IOException {
        List<JsonLine> lines = new ArrayList<>(1);
        each(entry, line -> {
            if (!lines.isEmpty()) {
                throw new FormatException(entry.fileName(), line.number(), 1, "there must be one line only.");
            }
            lines.add(line);
        });
        if (lines.isEmpty()) {
            throw new FormatException(entry.fileName(), 1, 1, "it is empty.");
        }
        return lines.getFirst();
    }

    private void each(Entry entry, Taking taking) throws IOException {
        Lines lines = new Lines(entry.fileName(), entries.require(entry));
        for (String text = lines.next(); text != null; text = lines.next()) {
            taking.take(JsonLine.parse(entry.fileName(), lines.number(), text));
            job.step();
        }
        entries.advance(entry.fileName());
    }
}

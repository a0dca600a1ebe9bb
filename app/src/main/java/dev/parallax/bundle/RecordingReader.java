package dev.parallax.bundle;

import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.recording.Participant;
import dev.parallax.recording.Recording;
import dev.parallax.recording.Recording.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordingFile] wrote. It trusts nothing: lines are bounded before they are parsed, and whatever is
/// wrong is said with line and column; what stands before it stays usable. Confined to one thread, used once.
public final class RecordingReader {
    /// Policies have versions of their own and there are at most as many as the server keeps.
    private static final int POLICIES_LIMIT = 1_000;

    private static final int CLIENTS_LIMIT = 100_000;
    private static final int TEXT_CHARS_LIMIT = 1_000;

    private final Lines lines;
    private final String entry;
    private final Job job;
    private final List<Policy> policies = new ArrayList<>();
    private final Map<Integer, Participant> participants = new LinkedHashMap<>();
    private final Map<Integer, ReplicaSnapshot> last = new HashMap<>();
    private final Map<Integer, Long> departures = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final Limits limits;
    private long weight;
    private long lastTime;
    private boolean ended;

    /// What was read. Immutable.
    ///
    /// @param states oldest first
    /// @param departures when clients left, by number
    /// @param broken what is wrong from some line on; null if nothing is
    public record Recorded(
            List<Policy> policies,
            List<Participant> participants,
            List<State> states,
            Map<Integer, Long> departures,
            @Nullable FormatException broken) {
        /// As it can be looked back over.
        public Recording recording() {
            return Recording.of(states, departures, participants);
        }

        /// The same without what is wrong.
        public Recorded whole() {
            return new Recorded(policies, participants, states, departures, null);
        }

        /// The time of the last state; 0 if there is none.
        public long until() {
            return states.isEmpty() ? 0 : states.getLast().time();
        }
    }

    /// How much is read. Immutable.
    ///
    /// @param chars of the whole file
    /// @param weight of all states together, see [Recording#weight]
    record Limits(long chars, long weight) {
        /// Somewhat more than a recording of ours keeps.
        static final Limits DEFAULT = new Limits(Lines.CHARS_LIMIT, Recording.WEIGHT_LIMIT / 3 * 4);
    }

    private RecordingReader(String entry, InputStream in, Job job, Limits limits) {
        this.entry = entry;
        this.lines = new Lines(entry, in, limits.chars());
        this.job = job;
        this.limits = limits;
    }

    /// Reads as far as it makes sense.
    ///
    /// @param entry what errors call it
    /// @throws IOException if it cannot be read at all
    public static Recorded read(String entry, InputStream in, Job job) throws IOException {
        return read(entry, in, job, Limits.DEFAULT);
    }

    static Recorded read(String entry, InputStream in, Job job, Limits limits) throws IOException {
        return new RecordingReader(entry, in, job, limits).read();
    }

    private Recorded read() throws IOException {
        FormatException broken = null;
        try {
            header();
            for (String text = lines.next(); text != null; text = lines.next()) {
                take(JsonLine.parse(entry, lines.number(), text));
            }
            if (!ended) {
                throw new FormatException(entry, lines.number(), 1, "it ends too early: the last line is missing.");
            }
        } catch (FormatException e) {
            broken = e;
        }
        return new Recorded(
                List.copyOf(policies),
                List.copyOf(participants.values()),
                List.copyOf(states),
                Map.copyOf(departures),
                broken);
    }

    private void header() throws IOException {
        String text = lines.next();
        JsonLine line = JsonLine.parse(entry, 1, text == null ? "" : text);
        if (!line.has("type") || !line.text("type").equals(RecordingFile.TYPE)) {
            throw line.wrong("type", "must be `" + RecordingFile.TYPE + "`: this is no recording");
        }
        if (line.integer("format", 1, Integer.MAX_VALUE) > RecordingFile.FORMAT) {
            throw line.wrong("format", "is newer than this program can read");
        }
        job.expect(line.integer("states", 0, Recording.STATES_LIMIT * 2L));
    }

    private void take(JsonLine line) throws FormatException {
        if (ended) {
            throw line.wrong("type", "must not come after the end");
        }
        switch (line.text("type")) {
            case "policy" -> policy(line);
            case "client" -> client(line);
            case "state" -> state(line);
            case "left" -> departures.put(known(line), time(line));
            case "end" -> {
                if (line.integer("states", 0, Integer.MAX_VALUE) != states.size()) {
                    throw line.wrong("states", "must be " + states.size() + ": states are missing");
                }
                ended = true;
            }
            default -> throw line.wrong("type", "must not be `" + JsonLine.shortened(line.text("type")) + "`");
        }
    }

    private void policy(JsonLine line) throws FormatException {
        long version = line.version("version");
        if (policies.size() >= POLICIES_LIMIT) {
            throw line.wrong("type", "must not name more than " + POLICIES_LIMIT + " policies");
        }
        if (!policies.isEmpty() && version <= policies.getLast().version()) {
            throw line.wrong("version", "must be newer than that of the policy before");
        }
        policies.add(new Policy(version, line.text("source")));
    }

    private void client(JsonLine line) throws FormatException {
        int number = (int) line.integer("number", 1, FormerReader.NUMBER_LIMIT);
        if (participants.size() >= CLIENTS_LIMIT) {
            throw line.wrong("type", "must not name more than " + CLIENTS_LIMIT + " clients");
        }
        Participant client = new Participant(
                number,
                shortText(line, "name"),
                line.integer("userId", Long.MIN_VALUE, Long.MAX_VALUE),
                shortText(line, "role"),
                shortText(line, "dialect"));
        if (participants.put(number, client) != null) {
            throw line.wrong("number", "must not be that of another client");
        }
    }

    private void state(JsonLine line) throws FormatException {
        int client = known(line);
        long time = time(line);
        if (time < lastTime) {
            throw line.wrong("time", "must not be before that of the line before");
        }
        if (states.size() >= Recording.STATES_LIMIT * 2) {
            throw line.wrong("type", "must not be that of more than " + states.size() + " states");
        }
        ReplicaSnapshot before = last.getOrDefault(client, ReplicaSnapshot.EMPTY);
        ReplicaSnapshot snapshot = StateJson.decode(before, line);
        weight += Recording.weight(before, snapshot);
        if (weight > limits.weight()) {
            throw line.wrong(
                    line.has("tables") ? "tables" : "type",
                    "must not make the tables of all states hold more than " + limits.weight() + " rows");
        }
        last.put(client, snapshot);
        states.add(new State(time, client, snapshot));
        lastTime = time;
        job.step();
    }

    private int known(JsonLine line) throws FormatException {
        int client = (int) line.integer("client", 1, Integer.MAX_VALUE);
        if (!participants.containsKey(client)) {
            throw line.wrong("client", "must be a client that was named before");
        }
        return client;
    }

    /// The clock of an opened world goes on from there.
    private static long time(JsonLine line) throws FormatException {
        return line.integer("time", 0, ContentsReader.VERSION_LIMIT);
    }

    private static String shortText(JsonLine line, String name) throws FormatException {
        String text = line.text(name);
        if (text.length() > TEXT_CHARS_LIMIT) {
            throw line.wrong(name, "is longer than " + TEXT_CHARS_LIMIT + " characters");
        }
        return text;
    }
}

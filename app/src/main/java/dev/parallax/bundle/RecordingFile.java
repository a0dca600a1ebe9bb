package dev.parallax.bundle;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.recording.Participant;
import dev.parallax.recording.Recording;
import dev.parallax.recording.Recording.State;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Writes what clients held over time as lines of JSON: a header, the policies, the clients, every recorded change of a
/// cache in the order it happened, and a last line that says that nothing is missing. docs/formats.md describes each
/// line. Stateless.
public final class RecordingFile {
    static final int FORMAT = 1;
    static final String TYPE = "parallax-recording";

    private RecordingFile() {}

    /// A schema and from when on it was in force. Immutable.
    ///
    /// @param version 0 for the one that the database was made with
    public record Policy(long version, String source) {}

    /// Writes the recording as it is now.
    ///
    /// @param policies oldest first
    /// @return how many states it wrote
    public static int write(Recording recording, List<Policy> policies, OutputStream out, Job job) throws IOException {
        List<State> all = recording.all();
        Map<Integer, Participant> participants = recording.participants();
        List<State> states = all.stream()
                .filter(state -> participants.containsKey(state.client()))
                .toList();
        Map<Integer, Long> departures = recording.departures();
        job.expect(states.size());
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        line(writer, Json.object().put("type", TYPE).put("format", FORMAT).put("states", states.size()));
        for (Policy policy : policies) {
            line(writer, object("policy").put("version", policy.version()).put("source", policy.source()));
        }
        for (Participant client : participants.values()) {
            line(writer, encode(client));
        }
        Map<Integer, ReplicaSnapshot> before = new HashMap<>();
        for (State state : states) {
            ReplicaSnapshot earlier = before.getOrDefault(state.client(), ReplicaSnapshot.EMPTY);
            ObjectNode node = object("state").put("time", state.time()).put("client", state.client());
            node.setAll(StateJson.encode(earlier, state.snapshot()));
            line(writer, node);
            before.put(state.client(), state.snapshot());
            job.step();
        }
        for (Map.Entry<Integer, Long> departure : departures.entrySet()) {
            line(writer, object("left").put("time", departure.getValue()).put("client", departure.getKey()));
        }
        line(writer, object("end").put("states", states.size()));
        writer.flush();
        return states.size();
    }

    private static ObjectNode object(String type) {
        return Json.object().put("type", type);
    }

    private static ObjectNode encode(Participant client) {
        return object("client")
                .put("number", client.number())
                .put("name", client.name())
                .put("userId", client.userId())
                .put("role", client.role())
                .put("dialect", client.dialect());
    }

    private static void line(Writer writer, ObjectNode node) throws IOException {
        writer.write(Json.text(node));
        writer.write('\n');
    }
}

package dev.parallax.ui.world;

import dev.parallax.bundle.FormatException;
import dev.parallax.bundle.Job;
import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.SavedFile;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.bundle.WorldBundle.Settings;
import dev.parallax.change.StateHash;
import dev.parallax.client.StorageException;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.ServerStartException;
import dev.parallax.server.SyncServer;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.DatabaseException;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.SchemaHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Worlds from files. Stateless; every method blocks.
public final class OpenedFile {
    private OpenedFile() {}

    /// Opens a world or a recording.
    ///
    /// @throws FormatException with a sentence, if it is neither, or damaged
    public static LiveWorld open(Path file, Job job) throws IOException {
        String name = String.valueOf(file.getFileName());
        return switch (SavedFile.read(file, job)) {
            case SavedFile.OfWorld(WorldBundle bundle) -> world(name, bundle);
            case SavedFile.OfRecording(Recorded recorded) -> {
                FormatException broken = recorded.broken();
                if (broken != null) {
                    throw broken;
                }
                yield recording(name, recorded);
            }
        };
    }

    /// Goes on with a saved world.
    ///
    /// @throws FormatException if no server can begin with it, with a sentence
    public static LiveWorld world(String name, WorldBundle bundle) throws FormatException {
        return start(name, bundle, false);
    }

    /// Shows a recording: what clients held is there to be looked at, and nothing else. What the server knew was not
    /// recorded, so there is a server without a row.
    public static LiveWorld recording(String name, Recorded recorded) throws FormatException {
        if (recorded.states().isEmpty()) {
            throw new FormatException(name, 0, 0, "nothing is recorded in it.");
        }
        ServerConfig usual = ServerConfig.defaults();
        Settings settings = new Settings(
                0,
                usual.merge(),
                usual.heartbeatMillis(),
                StreamSettings.DEFAULT.heartbeatMillis(),
                StreamSettings.DEFAULT.windowMillis(),
                StreamSettings.DEFAULT.refetchRows(),
                WorldPlan.RATE_DEFAULT,
                TrafficMix.DEFAULT,
                false);
        return start(
                name,
                new WorldBundle(
                        recorded.until(), settings, nothing(schema(recorded)), List.of(), List.of(), recorded, null),
                true);
    }

    private static LiveWorld start(String name, WorldBundle bundle, boolean isRecording) throws FormatException {
        try {
            return LiveWorld.open(name, bundle, isRecording);
        } catch (ServerStartException | DatabaseException | StorageException e) {
            throw new FormatException(name, 0, 0, String.valueOf(e.getMessage()));
        }
    }

    /// The last policy that was in force; the usual one if nobody can read it.
    private static Schema schema(Recorded recorded) {
        for (Policy policy : recorded.policies().reversed()) {
            if (SchemaLanguage.parse("policy", policy.source()) instanceof ParseResult.Parsed(Schema schema)) {
                return schema;
            }
        }
        return SchemaLanguage.parseOrThrow("policy", SyncServer.defaultSchema());
    }

    private static Contents nothing(Schema schema) {
        String genesis = StateHash.GENESIS.hex();
        Map<String, Long> since = schema.records().stream().collect(Collectors.toMap(RecordType::name, record -> 0L));
        return new Contents(
                new Head("0", 0, genesis, 0, 0),
                genesis,
                List.of(new SchemaHistory.Entry(0, schema, since)),
                List.of(),
                Map.of(),
                List.of());
    }
}

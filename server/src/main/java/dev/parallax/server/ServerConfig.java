package dev.parallax.server;

import dev.parallax.server.engine.LogRetention;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.server.store.Contents;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a server is started. Immutable; begin with [#defaults()] and change what differs.
///
/// @param host the address to bind; another than loopback needs an admin secret
/// @param port 0 for any free port
/// @param schemaSource the schema's text, or null for the default schema
/// @param schemaName what error messages call the schema's text, such as its file name
/// @param database the database file without its ending, or null for memory
/// @param seed what to fill an empty database with, or null for nothing
/// @param adminSecret what `Parallax-Admin` must hold, or null if anyone may do everything (on loopback only)
/// @param allowedOrigins origins that may call besides the server's own, such as `http://localhost:5173`
/// @param heartbeatMillis between two heartbeats, from 10 to 60,000
/// @param silenceMillis a socket that sends nothing for so long, not even the answer to a ping, is closed; at least 100
/// @param clock where versions come from
/// @param merge what becomes of a pushed change that was made on an older version of its row
/// @param retention how much of the change log is kept
/// @param acceptBrokenLog whether to start on a database whose log was altered, instead of refusing it
/// @param contents what a new database begins with, instead of a schema and a seed; null for those
public record ServerConfig(
        String host,
        int port,
        @Nullable String schemaSource,
        String schemaName,
        @Nullable Path database,
        @Nullable SeedPlan seed,
        @Nullable String adminSecret,
        List<String> allowedOrigins,
        int heartbeatMillis,
        int silenceMillis,
        OutboundLimits outbound,
        StreamSettings streams,
        InstantSource clock,
        MergeRule merge,
        LogRetention retention,
        boolean acceptBrokenLog,
        @Nullable Contents contents) {
    public static final int PORT_DEFAULT = 7070;
    private static final int HEARTBEAT_MILLIS_DEFAULT = 5_000;
    /// A minute is long for a network that is alive, and short for a person who waits.
    private static final int SILENCE_MILLIS_DEFAULT = 60_000;

    public ServerConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        require(port >= 0 && port <= 65_535, "the port is from 0 to 65535, but it is " + port);
        require(
                heartbeatMillis >= 10 && heartbeatMillis <= 60_000,
                "the heartbeat comes every 10 to 60000 milliseconds, but it is " + heartbeatMillis);
        require(silenceMillis >= 100, "silence is allowed for at least 100 milliseconds, but it is " + silenceMillis);
        require(adminSecret == null || !adminSecret.isBlank(), "the admin secret must not be blank");
    }

    /// Loopback, port 7070, the default schema with its default rows, in memory, open to everyone on this machine.
    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                PORT_DEFAULT,
                null,
                "schema.parallax",
                null,
                SeedPlan.DEFAULT,
                null,
                List.of(),
                HEARTBEAT_MILLIS_DEFAULT,
                SILENCE_MILLIS_DEFAULT,
                OutboundLimits.DEFAULT,
                StreamSettings.DEFAULT,
                InstantSource.system(),
                MergeRule.LAST_WRITE_WINS,
                LogRetention.DEFAULT,
                false,
                null);
    }

    public ServerConfig withHost(String value) {
        return changed(draft -> draft.host = value);
    }

    public ServerConfig withPort(int value) {
        return changed(draft -> draft.port = value);
    }

    public ServerConfig withSchema(String name, String source) {
        return changed(draft -> {
            draft.schemaSource = source;
            draft.schemaName = name;
        });
    }

    public ServerConfig withDatabase(@Nullable Path value) {
        return changed(draft -> draft.database = value);
    }

    public ServerConfig withSeed(@Nullable SeedPlan value) {
        return changed(draft -> draft.seed = value);
    }

    public ServerConfig withAdminSecret(@Nullable String value) {
        return changed(draft -> draft.adminSecret = value);
    }

    public ServerConfig withAllowedOrigins(List<String> value) {
        return changed(draft -> draft.allowedOrigins = value);
    }

    public ServerConfig withHeartbeatMillis(int value) {
        return changed(draft -> draft.heartbeatMillis = value);
    }

    public ServerConfig withSilenceMillis(int value) {
        return changed(draft -> draft.silenceMillis = value);
    }

    public ServerConfig withOutbound(OutboundLimits value) {
        return changed(draft -> draft.outbound = value);
    }

    public ServerConfig withStreams(StreamSettings value) {
        return changed(draft -> draft.streams = value);
    }

    public ServerConfig withClock(InstantSource value) {
        return changed(draft -> draft.clock = value);
    }

    public ServerConfig withMerge(MergeRule value) {
        return changed(draft -> draft.merge = value);
    }

    public ServerConfig withRetention(LogRetention value) {
        return changed(draft -> draft.retention = value);
    }

    public ServerConfig withAcceptBrokenLog(boolean value) {
        return changed(draft -> draft.acceptBrokenLog = value);
    }

    public ServerConfig withContents(@Nullable Contents value) {
        return changed(draft -> draft.contents = value);
    }

    private ServerConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.build();
    }

    /// A copy whose parts can be replaced one by one. Confined to its call.
    private static final class Draft {
        private String host;
        private int port;
        private @Nullable String schemaSource;
        private String schemaName;
        private @Nullable Path database;
        private @Nullable SeedPlan seed;
        private @Nullable String adminSecret;
        private List<String> allowedOrigins;
        private int heartbeatMillis;
        private int silenceMillis;
        private OutboundLimits outbound;
        private StreamSettings streams;
        private InstantSource clock;
        private MergeRule merge;
        private LogRetention retention;
        private boolean acceptBrokenLog;
        private @Nullable Contents contents;

        Draft(ServerConfig config) {
            host = config.host;
            port = config.port;
            schemaSource = config.schemaSource;
            schemaName = config.schemaName;
            database = config.database;
            seed = config.seed;
            adminSecret = config.adminSecret;
            allowedOrigins = config.allowedOrigins;
            heartbeatMillis = config.heartbeatMillis;
            silenceMillis = config.silenceMillis;
            outbound = config.outbound;
            streams = config.streams;
            clock = config.clock;
            merge = config.merge;
            retention = config.retention;
            acceptBrokenLog = config.acceptBrokenLog;
            contents = config.contents;
        }

        ServerConfig build() {
            return new ServerConfig(
                    host,
                    port,
                    schemaSource,
                    schemaName,
                    database,
                    seed,
                    adminSecret,
                    allowedOrigins,
                    heartbeatMillis,
                    silenceMillis,
                    outbound,
                    streams,
                    clock,
                    merge,
                    retention,
                    acceptBrokenLog,
                    contents);
        }
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

package dev.parallax.server;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineSettings;
import dev.parallax.server.engine.LogVerdict;
import dev.parallax.server.engine.UnsupportedSchemaException;
import dev.parallax.server.http.PortTakenException;
import dev.parallax.server.http.WebServer;
import dev.parallax.server.seed.Seed;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.DatabaseException;
import dev.parallax.server.store.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: database, engine and HTTP front, started and stopped together. Several may run in one process.
/// Thread-safe.
public final class SyncServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyncServer.class);
    private static final String DEFAULT_SCHEMA = "default.parallax";

    private final Engine engine;
    private final WebServer web;
    private final ServerConfig config;
    private final @Nullable LogVerdict logAtStart;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SyncServer(Engine engine, WebServer web, ServerConfig config, @Nullable LogVerdict logAtStart) {
        this.engine = engine;
        this.web = web;
        this.config = config;
        this.logAtStart = logAtStart;
    }

    /// Starts a server; when this returns, it answers.
    ///
    /// @throws ServerStartException if the port is taken, the address needs an admin secret, the database cannot be
    ///     opened or holds another schema, or the schema asks for what this server cannot do
    /// @throws dev.parallax.language.SchemaException with every error of the schema
    public static SyncServer start(ServerConfig config) {
        requireSecretBeyondLoopback(config);
        Contents contents = config.contents();
        Schema schema = contents == null
                ? SchemaLanguage.parseOrThrow(config.schemaName(), source(config))
                : contents.schemas().getLast().schema();
        Engine engine = open(config, schema);
        try {
            LogVerdict logAtStart = config.database() == null && contents == null ? null : verifyLog(engine, config);
            SeedPlan plan = contents == null ? config.seed() : null;
            if (plan != null && Seed.plant(engine, plan, config.clock())) {
                LOG.info("seeded {} users, {} workspaces and {} posts", plan.users(), plan.workspaces(), plan.posts());
            }
            WebServer web = WebServer.start(
                    engine,
                    new WebServer.Options(
                            config.host(),
                            config.port(),
                            config.adminSecret(),
                            config.allowedOrigins(),
                            config.heartbeatMillis(),
                            config.silenceMillis(),
                            config.outbound().messages(),
                            config.outbound().bytes(),
                            config.streams(),
                            config.clock()));
            SyncServer server = new SyncServer(engine, web, config, logAtStart);
            LOG.info("listening on {}", server.uri());
            return server;
        } catch (PortTakenException e) {
            engine.close();
            throw new ServerStartException(
                    "cannot listen on " + config.host() + ":" + config.port()
                            + ": another program may be using that port",
                    e);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /// The port that it listens on, also if any free one was asked for.
    public int port() {
        return web.port();
    }

    /// Where it listens, such as `http://127.0.0.1:7070`.
    public URI uri() {
        String host = config.host();
        String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + name + ":" + port());
    }

    /// Whether the log of the database file fitted its chain of hashes before anything was served; null for memory.
    public @Nullable LogVerdict logAtStart() {
        return logAtStart;
    }

    /// How many messages wait in the outbound queues of all live connections.
    public long queuedMessages() {
        return web.queuedMessages();
    }

    /// How it was started.
    public ServerConfig config() {
        return config;
    }

    public Inspection inspection() {
        return new EngineInspection(engine, web);
    }

    /// Says goodbye to every connection, finishes accepted writes and closes the database. Bounded in time;
    /// does nothing the second time.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                web.close();
            } finally {
                engine.close();
            }
            LOG.info("stopped");
        }
    }

    /// @throws ServerStartException naming the first change that does not fit, unless that is accepted
    private static LogVerdict verifyLog(Engine engine, ServerConfig config) {
        LogVerdict verdict = engine.verifyLog();
        if (verdict.valid()) {
            return verdict;
        }
        LogVerdict.Place first = verdict.first();
        String where = first == null
                ? "it ends too early"
                : "the first change that does not fit is that of `" + first.record() + "` " + first.id()
                        + " at version " + first.version();
        if (!config.acceptBrokenLog()) {
            throw new ServerStartException(
                    config.contents() != null
                            ? "the change log was altered: " + where
                            : "the change log of `" + config.database() + "` was altered: " + where
                                    + "; `--accept-broken-log` starts all the same");
        }
        LOG.error("the change log was altered: {}", where);
        return verdict;
    }

    private static Engine open(ServerConfig config, Schema schema) {
        try {
            return Engine.open(new EngineSettings(
                    schema,
                    Place.of(config.database()),
                    config.clock(),
                    new SecureRandom(),
                    config.merge(),
                    config.retention(),
                    config.contents()));
        } catch (DatabaseException | UnsupportedSchemaException e) {
            throw new ServerStartException(
                    Objects.requireNonNullElse(e.getMessage(), "the database cannot be opened"), e);
        }
    }

    private static void requireSecretBeyondLoopback(ServerConfig config) {
        if (config.adminSecret() != null) {
            return;
        }
        try {
            if (!InetAddress.getByName(config.host()).isLoopbackAddress()) {
                throw new ServerStartException("`" + config.host()
                        + "` can be reached by others, so it needs an admin secret; without one, bind 127.0.0.1");
            }
        } catch (UnknownHostException e) {
            throw new ServerStartException("`" + config.host() + "` is not an address of this machine", e);
        }
    }

    private static String source(ServerConfig config) {
        String given = config.schemaSource();
        return given == null ? defaultSchema() : given;
    }

    /// The text of the schema that is served where none is given.
    public static String defaultSchema() {
        try (InputStream stream =
                Objects.requireNonNull(SyncServer.class.getResourceAsStream(DEFAULT_SCHEMA), DEFAULT_SCHEMA)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

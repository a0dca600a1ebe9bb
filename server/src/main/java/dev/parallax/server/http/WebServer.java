package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Awaited;
import dev.parallax.server.front.Call;
import dev.parallax.server.front.ConnectionInfo;
import dev.parallax.server.front.Front;
import dev.parallax.server.front.HeartbeatRoutes;
import dev.parallax.server.front.LiveConnection;
import dev.parallax.server.front.LiveConnections;
import dev.parallax.server.front.PollReply;
import dev.parallax.server.front.Problems;
import dev.parallax.server.front.Reply;
import dev.parallax.server.front.Route;
import dev.parallax.server.front.SpaceRoutes;
import dev.parallax.server.front.StreamReply;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.session.ConnectedSession;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP and WebSocket front of one engine. Thread-safe; started once, closed once.
public final class WebServer implements AutoCloseable {
    /// A connection between two requests, or one that does not go on with its request.
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

    private static final int HEADERS_BYTES_LIMIT = 16 * 1024;
    /// For answers under way, such as that to whoever asked for a restart.
    private static final int FAREWELL_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final List<String> STREAMS = List.of(HeartbeatRoutes.PATH, SpaceRoutes.STREAM_PATH);

    private final Metrics metrics = new Metrics();
    private final ExecutorService senders = Senders.start();
    private final Engine engine;
    private final Options options;
    private final Front front;
    private final Rounds rounds;
    private final List<Route> routes;
    private final Javalin javalin;
    private volatile @Nullable Gate gate;
    private volatile @Nullable ServerConnector listener;
    /// 0 before it listens.
    private volatile int port;

    /// How the front is set up. Immutable.
    ///
    /// @param port 0 for any free one
    /// @param adminSecret null if everything is open
    /// @param silenceMillis after which a socket that sends nothing is cut
    /// @param queueMessages that may wait for one connection
    /// @param queueBytes that they may take
    /// @param streams how streams over plain HTTP behave
    public record Options(
            String host,
            int port,
            @Nullable String adminSecret,
            List<String> allowedOrigins,
            int heartbeatMillis,
            int silenceMillis,
            int queueMessages,
            long queueBytes,
            StreamSettings streams,
            InstantSource clock) {
        public Options {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    private WebServer(Engine engine, Options options) {
        this.engine = engine;
        this.options = options;
        LiveConnections.Pace pace = new LiveConnections.Pace(options.heartbeatMillis(), options.silenceMillis());
        Front.Options asked = new Front.Options(
                options.adminSecret(),
                pace,
                new LiveConnections.QueueLimits(options.queueMessages(), options.queueBytes()),
                options.streams(),
                options.clock(),
                System::nanoTime);
        this.front = new Front(engine, asked, metrics, senders, this::restart);
        this.rounds = new Rounds(front.connections(), pace);
        this.routes = Stream.concat(new WebRoutes().routes().stream(), front.routes().stream())
                .toList();
        metrics.gauge(
                "parallax.polls", "Polls of changelog clients that wait or are being answered", front.polls()::count);
        metrics.gauge("parallax.connections", "Live connections", front.connections()::count);
        metrics.gauge(
                "parallax.queue.messages", "Messages that wait in all outbound queues", front.connections()::waiting);
        metrics.gauge("parallax.sessions", "Sessions", engine::sessionCount);
        metrics.show(engine);
        this.javalin = Javalin.create(this::configure);
    }

    /// Starts the front of `engine`, which stays its caller's to close.
    ///
    /// @throws PortTakenException if the port is in use
    public static WebServer start(Engine engine, Options options) {
        WebServer server = new WebServer(engine, options);
        try {
            server.javalin.start();
        } catch (RuntimeException e) {
            server.closeConnections();
            throw e;
        }
        server.port = server.javalin.port();
        server.gate = new Gate(options.host(), server.port(), options.allowedOrigins());
        return server;
    }

    public int port() {
        return port;
    }

    /// How many messages wait in all outbound queues.
    public long queuedMessages() {
        return front.connections().waiting();
    }

    /// Whose connections are open, oldest first, and after them who polls.
    public List<ConnectedSession> connected() {
        return Stream.concat(
                        front.connections().inOrder().stream().flatMap(this::connected),
                        front.polls().present().stream())
                .toList();
    }

    private Stream<ConnectedSession> connected(LiveConnection connection) {
        ConnectionInfo info = connection.info();
        return engine.session(info.secret()).stream()
                .map(session -> new ConnectedSession(Long.toString(info.id()), info.dialect(), session, info.since()));
    }

    /// Goes down and comes up again on the same port, as if the process had: soon, and on a thread of its own.
    /// Every connection breaks without a word; what was committed is there afterwards.
    private void restart(int downMillis) {
        ServerConnector known = listener;
        if (known != null) {
            Thread.ofVirtual().name("parallax-restart").start(() -> {
                goDown(known);
                CompletableFuture.delayedExecutor(downMillis, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                        .execute(() -> comeUp(known));
            });
        }
    }

    private void goDown(ServerConnector known) {
        try {
            front.connections().inOrder().forEach(LiveConnection::cut);
            known.shutdown()
                    .completeOnTimeout(null, FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
            List.copyOf(known.getConnectedEndPoints()).forEach(EndPoint::close);
            known.stop();
        } catch (Exception e) {
            LOG.error("The server could not go down", e);
        }
    }

    private void comeUp(ServerConnector known) {
        try {
            known.setPort(port());
            known.start();
        } catch (Exception e) {
            LOG.error("The server could not come up again", e);
        }
    }

    /// Every route but the upgrade of the socket.
    List<Route> routes() {
        return routes;
    }

    /// Says goodbye to every connection, then stops. Bounded in time.
    @Override
    public void close() {
        closeConnections();
        javalin.stop();
        metrics.close();
    }

    private void closeConnections() {
        front.polls().close();
        rounds.close();
        senders.shutdown();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.generateEtags = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = Call.BODY_BYTES_LIMIT + 1L;
        config.router.ignoreTrailingSlashes = false;
        config.router.caseInsensitiveRoutes = false;
        config.router.treatMultipleSlashesAsSingleSlash = false;
        config.router.javaLangErrorHandler((response, error) -> {
            front.problem(error);
            response.setStatus(500);
        });
        config.jetty.modifyServer(WebServer::configure);
        config.jetty.modifyHttpConfiguration(WebServer::configure);
        config.jetty.modifyServletContextHandler(this::configure);
        config.jetty.addConnector(this::connector);
        config.routes.exception(Exception.class, (failure, context) -> write(context, answer(failure)));
        config.routes.exception(HttpResponseException.class, (failure, context) -> write(context, answer(failure)));
        config.routes.exception(MethodNotAllowedResponse.class, (failure, context) -> {
            context.header("Allow", methods(context.path()));
            write(context, answer(failure));
        });
        routes.forEach(route -> config.routes.addHttpHandler(
                HandlerType.findOrCreate(route.method()), route.path(), context -> handle(route, context)));
        // The framework would say that all is well: but a stream has no head without a body.
        STREAMS.forEach(path -> config.routes.addHttpHandler(HandlerType.HEAD, path, context -> {
            throw new MethodNotAllowedResponse();
        }));
    }

    private static void configure(Server server) {
        server.setErrorHandler(new ProblemErrorHandler());
        server.setStopTimeout(Duration.ofSeconds(2).toMillis());
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.DEFAULT);
        http.setRequestHeaderSize(HEADERS_BYTES_LIMIT);
        http.setIdleTimeout(IDLE_LIMIT.toMillis());
    }

    private void configure(ServletContextHandler handler) {
        handler.setErrorHandler(new ProblemErrorHandler());
        JettyWebSocketServletContainerInitializer.configure(
                handler, (context, container) -> UpgradeFilter.configure(container));
        stand(handler, new GateFilter(this::gate, metrics));
        stand(handler, new UpgradeFilter(front, engine));
    }

    /// Filters stand before the framework in the order in which they are added.
    private static void stand(ServletContextHandler handler, HttpFilter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    /// Opened here, where a port that is taken is still ours to tell.
    private ServerConnector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE_LIMIT.toMillis());
        try {
            connector.open();
        } catch (IOException e) {
            throw new PortTakenException(e);
        }
        listener = connector;
        return connector;
    }

    private Gate gate() {
        Gate known = gate;
        return known != null ? known : new Gate(options.host(), port(), options.allowedOrigins());
    }

    private void handle(Route route, Context context) {
        long start = System.nanoTime();
        Reply reply = settled(front.reply(() -> route.action().answer(new Call(new JavalinRequest(context)))));
        int status = reply instanceof Answer answer ? answer.status() : HttpServletResponse.SC_OK;
        metrics.answered(route, status, System.nanoTime() - start);
        switch (reply) {
            case Answer answer -> write(context, answer);
            case StreamReply stream -> write(context, stream);
            case Awaited<?> ignored -> throw new IllegalStateException("a reply that was not waited for");
            case PollReply ignored -> throw new IllegalStateException("a reply that was not waited for");
        }
    }

    /// Waits for whatever a reply waits for, on the request's own virtual thread.
    private Reply settled(Reply first) {
        Reply reply = first;
        while (true) {
            switch (reply) {
                case Awaited<?> awaited ->
                    reply = front.reply(() -> {
                        Waiting.until(awaited.outcome());
                        return awaited.goOn();
                    });
                case PollReply poll -> reply = front.reply(() -> Waiting.on(poll));
                case Answer answer -> {
                    return answer;
                }
                case StreamReply stream -> {
                    return stream;
                }
            }
        }
    }

    /// Goes past the framework, which would gather the answer; and nothing on the way may hold events back.
    private void write(Context context, StreamReply stream) {
        HttpServletResponse response = context.res();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(stream.contentType());
        response.setHeader("X-Accel-Buffering", "no");
        try (StreamOutput output = new StreamOutput(context.req(), response)) {
            response.flushBuffer();
            Bell bell = new Bell();
            run(new StreamConnection(stream.opening().apply(bell), output, bell));
        } catch (IOException e) {
            LOG.debug("a stream broke: {}", e.toString());
        }
    }

    private void run(StreamConnection connection) {
        front.connections().opened(connection);
        LOG.debug("{} opened", connection.info());
        try {
            connection.run();
        } catch (IOException e) {
            LOG.debug("{} broke: {}", connection.info(), e.toString());
        } finally {
            front.connections().closed(connection);
        }
    }

    /// The methods of the routes that fit a path.
    private String methods(String path) {
        return routes.stream()
                .filter(route -> route.fits(path))
                .map(Route::method)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private Answer answer(Exception failure) {
        return Answer.problem(
                failure instanceof HttpResponseException refused
                        ? Problems.ofStatus(refused.getStatus())
                        : front.problem(failure));
    }

    private static void write(Context context, Answer answer) {
        context.status(answer.status());
        answer.headers().forEach(context::header);
        if (!answer.contentType().isEmpty()) {
            context.contentType(answer.contentType());
        }
        context.result(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}

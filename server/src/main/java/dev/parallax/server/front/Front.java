package dev.parallax.server.front;

import dev.parallax.server.engine.Engine;
import dev.parallax.wire.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one engine answers, whatever brings the question and carries the reply. Thread-safe.
public final class Front {
    private final Credentials credentials;
    private final LiveConnections connections;
    private final Cursors cursors;
    private final ChangePolls polls;
    private final Problems problems;
    private final List<Route> routes;

    /// How a front is set up. Immutable.
    ///
    /// @param adminSecret null if everything is open
    /// @param limits of what may wait for one connection
    /// @param streams how streams over plain HTTP behave
    /// @param clock for what people read
    /// @param nanos the monotonic clock
    public record Options(
            @Nullable String adminSecret,
            LiveConnections.Pace pace,
            LiveConnections.QueueLimits limits,
            StreamSettings streams,
            InstantSource clock,
            LongSupplier nanos) {}

    /// @param senders hand frames to sockets; must not do so inside `execute`
    /// @param restart takes the server down for so many milliseconds, soon; returns at once
    public Front(Engine engine, Options options, Counts counts, Executor senders, IntConsumer restart) {
        this.problems = new Problems(counts);
        this.credentials = new Credentials(engine, new AdminSecret(options.adminSecret()));
        this.connections = new LiveConnections(engine, options.limits(), counts, options.pace(), options.clock());
        this.cursors = new Cursors(engine, connections, counts, senders);
        this.polls = new ChangePolls(engine);
        Streams streams = new Streams(engine, connections, counts, problems, options.streams(), options.nanos());
        this.routes = new Routes(engine, credentials, connections, streams, polls, counts, restart).all();
    }

    /// Every route but the upgrade of the socket, in the order in which they are tried.
    public List<Route> routes() {
        return routes;
    }

    /// A reply, or the problem that was met instead.
    public Reply reply(Supplier<Reply> asked) {
        try {
            return asked.get();
        } catch (RuntimeException e) {
            return Answer.problem(problems.of(e));
        }
    }

    /// The reply of the first route that fits, without whatever carries requests.
    public Reply reply(WholeRequest request) {
        for (Route route : routes) {
            Map<String, String> inPath = route.method().equals(request.method()) ? route.match(request.path()) : null;
            if (inPath != null) {
                return reply(() -> route.action().answer(new Call(request.on(inPath))));
            }
        }
        boolean isKnown = routes.stream().anyMatch(route -> route.fits(request.path()));
        return Answer.problem(Problems.ofStatus(isKnown ? 405 : 404));
    }

    /// Looks at who wants to open a socket.
    ///
    /// Without a session secret the server is to make a session.
    ///
    /// @param authorization the header, or null
    /// @param sessionId the query parameter, or null
    /// @param admin the operator's secret as it was given, or null
    /// @param userAgent as it was given, or null
    /// @throws dev.parallax.wire.ProblemException if they may not
    public Handshake handshake(
            @Nullable String authorization,
            @Nullable String sessionId,
            @Nullable String admin,
            @Nullable String userAgent) {
        String bearer = Credentials.bearer(authorization, sessionId);
        if (bearer == null) {
            credentials.requireAdmin(admin);
        } else {
            credentials.require(bearer);
        }
        connections.requireRoom();
        return new Handshake(bearer, userAgent == null ? "" : userAgent);
    }

    /// A socket of the cursor dialect is open.
    ///
    /// @throws dev.parallax.wire.ProblemException if its session has ended meanwhile, or there is no room any more
    public CursorConnection open(LiveSocket socket, String secret, String userAgent) {
        return cursors.open(socket, secret, userAgent);
    }

    public LiveConnections connections() {
        return connections;
    }

    public ChangePolls polls() {
        return polls;
    }

    /// What a caller is told about a failure.
    public Problem problem(Throwable failure) {
        return problems.of(failure);
    }
}

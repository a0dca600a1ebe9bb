package dev.parallax.server.front;

import dev.parallax.change.Version;
import dev.parallax.server.dialect.ChangelogDialect;
import dev.parallax.server.engine.ChangelogClient;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Pulled;
import dev.parallax.server.session.ConnectedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.ChangesRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The pulls of changelog clients, and those among them that wait until there is something to say. Thread-safe.
///
/// A client has one poll: a newer request of the same client wakes an older one, which answers that there is
/// nothing.
public final class ChangePolls implements AutoCloseable {
    /// Each holds a connection; past that, polls answer at once.
    private static final int WAITING_LIMIT = LiveConnections.CONNECTIONS_LIMIT;

    /// Who polls less often than this comes and goes.
    private static final long PRESENT_MICROS = 3_000_000;

    private final Engine engine;
    private final Map<Client, ChangePoll> polls = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChangePolls(Engine engine) {
        this.engine = engine;
    }

    record Client(String sessionKey, String clientId) {}

    /// What the client lacks.
    ///
    /// @param mayWait whether to wait as long as the request allows if it lacks nothing
    /// @param bell rings when there may be something
    Poll open(
            Session session, ChangesRequest request, boolean mayWait, Runnable bell, Function<Pulled, Answer> answer) {
        ChangePoll poll = new ChangePoll(this, engine, session, request, mayWait, bell, answer);
        ChangePoll older = polls.put(poll.client(), poll);
        if (older != null) {
            older.end();
        }
        if (stopping) {
            poll.end();
        }
        return poll;
    }

    /// Whether one more may wait.
    boolean mayWait() {
        return polls.size() <= WAITING_LIMIT;
    }

    void closed(ChangePoll poll) {
        polls.remove(poll.client(), poll);
    }

    /// Every client that is known, for the operator's eyes.
    List<ObjectNode> describe() {
        return engine.changelogClients().stream().map(this::describe).toList();
    }

    /// The clients whose polls wait or are being answered, and those that were heard of a moment ago: one that polls
    /// again and again is there in between, too.
    public List<ConnectedSession> present() {
        long since = engine.clockVersion() - PRESENT_MICROS;
        return engine.changelogClients().stream()
                .filter(client -> client.seen() >= since || polls.containsKey(key(client)))
                .map(client -> new ConnectedSession(
                        client.clientId(), ChangelogDialect.NAME, client.session(), Version.instant(client.seen())))
                .toList();
    }

    /// How many polls wait or are being answered.
    public int count() {
        return polls.size();
    }

    /// Answers all that wait. Later polls do not wait.
    @Override
    public void close() {
        stopping = true;
        polls.values().forEach(ChangePoll::end);
    }

    private ObjectNode describe(ChangelogClient client) {
        return ChangelogDialect.describe(client, polls.containsKey(key(client)));
    }

    private static Client key(ChangelogClient client) {
        return new Client(client.session().key(), client.clientId());
    }
}

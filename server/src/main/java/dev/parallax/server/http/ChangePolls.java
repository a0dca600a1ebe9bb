package dev.parallax.server.http;

import dev.parallax.change.Version;
import dev.parallax.server.dialect.ChangelogDialect;
import dev.parallax.server.engine.ChangelogClient;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Pulled;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.ConnectedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/// The pulls of changelog clients, and those among them that wait until there is something to say. Thread-safe.
///
/// A poll that waits is a request's virtual thread, parked, and a subscription: it wakes for a change that
/// concerns its session, for one of its permissions, or at its deadline, and for nothing else. It subscribes
/// first and reads then, so that no change slips in between. A client has one poll: a newer request of the same
/// client wakes an older one, which answers that there is nothing.
final class ChangePolls implements AutoCloseable {
    /// Each holds a connection; past that, polls answer at once.
    private static final int WAITING_LIMIT = LiveConnections.CONNECTIONS_LIMIT;

    /// Who polls less often than this comes and goes.
    private static final long PRESENT_MICROS = 3_000_000;

    private final Engine engine;
    private final Map<Client, Poll> polls = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ChangePolls(Engine engine) {
        this.engine = engine;
    }

    private record Client(String sessionKey, String clientId) {}

    /// What the client lacks.
    ///
    /// @param mayWait whether to wait as long as the request allows if it lacks nothing
    /// @throws dev.parallax.wire.ProblemException AUTH_ERROR if the session ends meanwhile
    Pulled pull(Session session, ChangesRequest request, boolean mayWait) {
        Client client = new Client(session.key(), request.clientId());
        Poll poll = new Poll();
        Poll older = polls.put(client, poll);
        if (older != null) {
            older.end();
        }
        try {
            Pulled pulled = read(session, request);
            boolean waits = mayWait && request.waitMillis() > 0 && polls.size() <= WAITING_LIMIT;
            return waits && pulled.isNothing() ? await(session, request, poll) : pulled;
        } finally {
            polls.remove(client, poll);
        }
    }

    /// Every client that is known, for the operator's eyes.
    List<ObjectNode> describe() {
        return engine.changelogClients().stream().map(this::describe).toList();
    }

    /// The clients whose polls wait or are being answered, and those that were heard of a moment ago: one that polls
    /// again and again is there in between, too.
    List<ConnectedSession> present() {
        long since = engine.clockVersion() - PRESENT_MICROS;
        return engine.changelogClients().stream()
                .filter(client -> client.seen() >= since || polls.containsKey(key(client)))
                .map(client -> new ConnectedSession(
                        client.clientId(), ChangelogDialect.NAME, client.session(), Version.instant(client.seen())))
                .toList();
    }

    /// How many polls wait or are being answered.
    int count() {
        return polls.size();
    }

    /// Answers all that wait. Later polls do not wait.
    @Override
    public void close() {
        stopping = true;
        polls.values().forEach(Poll::end);
    }

    private ObjectNode describe(ChangelogClient client) {
        return ChangelogDialect.describe(client, polls.containsKey(key(client)));
    }

    private static Client key(ChangelogClient client) {
        return new Client(client.session().key(), client.clientId());
    }

    private Pulled await(Session session, ChangesRequest request, Poll poll) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.waitMillis());
        try (Subscription subscription = engine.subscribe(session, poll)) {
            Pulled pulled = read(session, request);
            while (pulled.isNothing() && !stopping && poll.await(deadline)) {
                pulled = read(session, request);
            }
            return pulled;
        }
    }

    private Pulled read(Session session, ChangesRequest request) {
        Integer pageSize = request.pageSize();
        return engine.pull(
                session,
                request.clientId(),
                request.cursor(),
                request.stateHash(),
                pageSize == null ? ChangesRequest.PAGE_SIZE_DEFAULT : pageSize);
    }

    /// One poll: woken by publications, parked in its request's thread.
    private static final class Poll implements Subscriber {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private boolean news;
        private boolean isOver;

        @Override
        public void deliver(Delivery delivery) {
            wake(false);
        }

        @Override
        public void resync(List<String> tables, Reason reason) {
            wake(false);
        }

        /// The session's end is news: reading finds out.
        @Override
        public void ended() {
            wake(false);
        }

        void end() {
            wake(true);
        }

        private void wake(boolean over) {
            lock.lock();
            try {
                news = true;
                isOver |= over;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /// @return whether there may be news before the deadline; false at the deadline or if the poll is over
        boolean await(long deadline) {
            lock.lock();
            try {
                long left = deadline - System.nanoTime();
                while (!news && left > 0) {
                    left = changed.awaitNanos(left);
                }
                boolean goesOn = news && !isOver;
                news = false;
                return goesOn;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The database with its permissions, its writer and its live audiences. Thread-safe.
///
/// Everything that changes goes through the writer and gives a future. It completes on the writer's thread after the
/// commit is durable and queued to every stream that it concerns; what depends on it must not block. Reads block their
/// caller. Failures are [dev.parallax.wire.ProblemException]s.
///
/// A [Session] handed in only names the session: what it may do follows from its values at the time the engine acts.
public final class Engine implements AutoCloseable {
    private Engine() {}

    /// @throws dev.parallax.server.store.DatabaseException if the database cannot be opened, or holds another schema
    public static Engine open(EngineSettings settings) {
        throw new UnsupportedOperationException(settings.toString());
    }

    public Schema schema() {
        throw new UnsupportedOperationException();
    }

    /// Of the schema's source, in lower-case hex.
    public String schemaHash() {
        throw new UnsupportedOperationException();
    }

    public String databaseId() {
        throw new UnsupportedOperationException();
    }

    /// The clock: everything up to it is committed and queued to its streams, and every later change is newer. It says
    /// nothing about whether anything changed.
    public long clockVersion() {
        throw new UnsupportedOperationException();
    }

    /// True until the first row is written.
    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    /// The session of this secret, if there is one.
    public Optional<Session> session(String secret) {
        throw new UnsupportedOperationException(secret);
    }

    /// @param given checked fields, by [dev.parallax.server.session.SessionFields]; the rest gets defaults, a missing
    ///     `userId` a random existing user
    public CompletableFuture<CreatedSession> createSession(Map<String, @Nullable Object> given) {
        throw new UnsupportedOperationException(given.toString());
    }

    /// Its streams follow at once. Fails with AUTH_ERROR if there is no such session.
    public CompletableFuture<Session> changeSession(String secret, Map<String, @Nullable Object> fields) {
        throw new UnsupportedOperationException(secret + fields);
    }

    /// Ends its streams. Fails with AUTH_ERROR if there is no such session.
    public CompletableFuture<@Nullable Void> endSession(String secret) {
        throw new UnsupportedOperationException(secret);
    }

    /// Answers a call of `/db`: a mutation through the writer, a read at once.
    public CompletableFuture<ObjectNode> call(Session session, DbCall call) {
        throw new UnsupportedOperationException(session + call.toString());
    }

    /// A mutation with the operator's authority: no permission is asked, everything is visible.
    public CompletableFuture<ObjectNode> operate(Mutation mutation) {
        throw new UnsupportedOperationException(mutation.toString());
    }

    /// One page of a cursor catch-up.
    public SyncPage catchUp(Session session, SyncRequest request) {
        throw new UnsupportedOperationException(session + request.toString());
    }

    /// From now on the subscriber hears of every commit that concerns the session. Read (catch up) after this returns:
    /// then there is no gap.
    public Subscription subscribe(Session session, Subscriber subscriber) {
        throw new UnsupportedOperationException(session + subscriber.toString());
    }

    /// What these session values may see, as SQL says.
    public TruthSnapshot truth(SessionValues values) {
        throw new UnsupportedOperationException(values.toString());
    }

    /// Log entries newer than `after`, oldest first.
    ///
    /// @param limit from 1 to 10,000
    public List<LogEntry> log(long after, int limit) {
        throw new UnsupportedOperationException(after + " " + limit);
    }

    /// Finishes what was accepted, then closes the database. Does nothing the second time.
    @Override
    public void close() {}
}

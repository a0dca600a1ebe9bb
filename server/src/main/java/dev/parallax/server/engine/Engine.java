package dev.parallax.server.engine;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Digest;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionFields;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.StoreBusyException;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushedChange;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The database with its permissions, its writer and its live audiences. Thread-safe.
///
/// Everything that changes goes through the writer and gives a future. It completes on the writer's thread after
/// the commit is durable and queued to every stream that it concerns; what depends on it must not block. Reads
/// block their caller. Failures are [ProblemException]s.
///
/// A [Session] handed in only names the session: what it may do follows from its values at the time the engine
/// acts.
public final class Engine implements AutoCloseable {
    private final Opened opened;
    private final RandomGenerator secrets;
    private final Reader reader;
    private final Catchup catchup;
    private final Writer writer;
    /// Null if somebody else steps the writer.
    private final @Nullable WriterThread thread;

    private final Changelog changelog;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(Opened opened, RandomGenerator secrets, boolean hasThread) {
        this.opened = opened;
        this.secrets = secrets;
        this.reader = new Reader(opened.store(), opened.clock());
        this.catchup = new Catchup(opened);
        this.writer = new Writer(opened.core());
        this.changelog = new Changelog(this::schema, opened, writer::submit, hasThread ? () -> {} : writer::step);
        this.thread = hasThread ? WriterThread.start(writer) : null;
    }

    /// @throws dev.parallax.server.store.DatabaseException if the database cannot be opened, or was made for
    ///     another schema
    /// @throws UnsupportedSchemaException if the schema asks for something that cannot be kept up live
    public static Engine open(EngineSettings settings) {
        return new Engine(Opened.open(settings), settings.secrets(), true);
    }

    /// The same without a thread: nothing is written but by [#step]. For whoever runs a server in one thread, in
    /// a time of their own.
    ///
    /// @throws dev.parallax.server.store.DatabaseException if the database cannot be opened
    /// @throws UnsupportedSchemaException if the schema asks for something that cannot be kept up live
    public static Engine openStepped(EngineSettings settings) {
        return new Engine(Opened.open(settings), settings.secrets(), false);
    }

    /// Writes what waits, as one group, and does what is due besides; the futures of what was written complete
    /// meanwhile.
    /// One caller at a time.
    ///
    /// @throws IllegalStateException if the engine has a thread for that
    public void step() {
        if (thread != null) {
            throw new IllegalStateException("the engine writes on a thread of its own");
        }
        writer.step();
    }

    /// The schema in force. It changes while the engine runs: ask when it is needed, and keep nothing of it.
    public Schema schema() {
        return opened.store().schema();
    }

    /// Which schema was in force at which version.
    public SchemaHistory schemas() {
        return opened.store().schemas();
    }

    /// Of the schema's source, in lower-case hex.
    public String schemaHash() {
        return schemaHash(schema());
    }

    /// Of a schema's source, in lower-case hex.
    public static String schemaHash(Schema schema) {
        return Digest.hex(schema.source());
    }

    /// Brings another schema into force: rows and sessions follow it, and every stream hears what to
    /// catch up. Fails with CONFLICT if that would lose data, saying which.
    ///
    /// @param dropData whether data that the schema has no place for may go
    /// @throws UnsupportedSchemaException if the schema asks for something that this server cannot do
    public CompletableFuture<SchemaPut> putSchema(Schema schema, boolean dropData) {
        SupportedSchema.require(schema);
        CompletableFuture<SchemaPut> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.PutSchema(schema, dropData, null, outcome));
        return outcome;
    }

    /// What another schema would change for the sessions there are. Changes nothing; takes as long as
    /// there are rows and distinct sessions.
    ///
    /// @throws ProblemException TOO_LARGE if that is too long
    /// @throws UnsupportedSchemaException if the schema asks for something that this server cannot do
    public SchemaPreview previewSchema(Schema next) {
        return previewSchema(next, () -> false);
    }

    /// The same, for whoever may lose interest meanwhile.
    ///
    /// @param isStale whether nobody waits for it any more
    /// @throws java.util.concurrent.CancellationException once it is stale
    public SchemaPreview previewSchema(Schema next, BooleanSupplier isStale) {
        SupportedSchema.require(next);
        Map<SessionValues, Integer> sessions = new LinkedHashMap<>();
        opened.sessions().all().forEach(session -> sessions.merge(session.values(), 1, Integer::sum));
        long version = clockVersion();
        return reading(() -> {
            try (Snapshot snapshot = opened.store().snapshot()) {
                return new PreviewRun(snapshot, snapshot.migration(next)).run(sessions, version, isStale);
            }
        });
    }

    public String databaseId() {
        return opened.databaseId();
    }

    /// The clock: everything up to it is committed and queued to its streams, and every later change is newer.
    /// It says nothing about whether anything changed.
    public long clockVersion() {
        return opened.clock().safe();
    }

    /// Everything up to it has been queued to the streams that it concerns: the clock, unless a fault made on purpose
    /// keeps commits from them.
    public long toldVersion() {
        return opened.faults().told(clockVersion());
    }

    /// True until the first row is written.
    public boolean isEmpty() {
        return reading(reader::isEmpty);
    }

    /// The session of this secret, if there is one.
    public Optional<Session> session(String secret) {
        return opened.sessions().find(secret);
    }

    /// How many sessions there are.
    public int sessionCount() {
        return opened.sessions().count();
    }

    /// @param given checked fields, by [dev.parallax.server.session.SessionFields]; the rest gets defaults, a
    ///     missing `userId` a random existing user
    public CompletableFuture<CreatedSession> createSession(Map<String, @Nullable Object> given) {
        CompletableFuture<CreatedSession> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.CreateSession(Sessions.newSecret(secrets), given, outcome));
        return outcome;
    }

    /// Its streams follow at once. Fails with AUTH_ERROR if there is no such session.
    public CompletableFuture<Session> changeSession(String secret, Map<String, @Nullable Object> fields) {
        CompletableFuture<Session> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.ChangeSession(Sessions.hash(secret), fields, outcome));
        return outcome;
    }

    /// Ends its streams. Fails with AUTH_ERROR if there is no such session.
    public CompletableFuture<@Nullable Void> endSession(String secret) {
        CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.EndSession(Sessions.hash(secret), outcome));
        return outcome;
    }

    /// What is made to go wrong on purpose.
    public ServerFaults faults() {
        return opened.faults();
    }

    /// Stops telling subscribers of commits, or goes on and has them all catch up.
    public void stopBroadcasting(boolean on) {
        ServerFaults faults = opened.faults();
        synchronized (faults) {
            boolean isOn = faults.isBroadcastStopped();
            if (on && !isOn) {
                faults.stopBroadcasting(clockVersion());
            } else if (isOn && !on) {
                faults.endStop();
                opened.audiences().resynchroniseAll();
                faults.broadcastAgain();
            }
        }
    }

    /// What was counted so far.
    public EngineFigures figures() {
        return opened.audiences().counts().with(writer);
    }

    /// Answers a call of `/db`: a mutation through the writer, a read at once.
    public CompletableFuture<ObjectNode> call(Session session, DbCall call) {
        return switch (call) {
            case Mutation mutation -> write(session.key(), mutation);
            case Read read -> {
                try {
                    yield CompletableFuture.completedFuture(
                            reading(() -> reader.answer(current(session).values(), read)));
                } catch (ProblemException e) {
                    yield CompletableFuture.failedFuture(e);
                }
            }
        };
    }

    /// A mutation with the operator's authority: no permission is asked, everything is visible.
    public CompletableFuture<ObjectNode> operate(Mutation mutation) {
        return write(null, mutation);
    }

    /// One page of a cursor catch-up.
    ///
    /// @throws ProblemException FORBIDDEN if the request's `session` differs from the real one
    public SyncPage catchUp(Session session, SyncRequest request) {
        Session now = current(session);
        ObjectNode claimed = request.session();
        if (claimed != null && !SessionFields.agree(schema().session(), claimed, now.values())) {
            throw new ProblemException(Code.FORBIDDEN, "the `session` in the body is not this session's");
        }
        return reading(() -> catchup.page(now, request));
    }

    /// Changes of a changelog client, each a transaction of its own, in order. One that is rejected stops no
    /// other. The outcome of a change is kept for as long as clients may retry.
    public CompletableFuture<List<PushResult>> push(Session session, String clientId, List<PushedChange> changes) {
        CompletableFuture<List<PushResult>> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.Push(session.key(), clientId, changes, outcome));
        return outcome;
    }

    /// What a changelog client lacks.
    ///
    /// @param cursor null to start with nothing
    /// @param stateHash null with a null cursor
    /// @param limit of changes, at least 1; a larger transaction is given whole
    /// @throws ProblemException AUTH_ERROR if the session has ended
    public Pulled pull(Session session, String clientId, @Nullable Long cursor, @Nullable String stateHash, int limit) {
        return reading(() -> changelog.pull(session.key(), new Changelog.Pull(clientId, cursor, stateHash, limit)));
    }

    /// The known changelog clients, the one last heard of first.
    public List<ChangelogClient> changelogClients() {
        return changelog.clients();
    }

    /// What one view holds that a client does not: for streams that catch up record by record.
    ///
    /// @param view by any schema that was in force; of a record that is no more, the answer is a reset
    ///     without rows
    /// @param cursor null to start with nothing; without a hash it stands if the session had its values by then
    /// @param limit of rows and removals, at least 1
    public TableDelta changes(Session session, View view, @Nullable TableCursor cursor, int limit) {
        Session now = current(session);
        return reading(() -> catchup.table(now, view, cursor, limit));
    }

    /// The rows of a view, by id, from one state.
    ///
    /// @param chars of content in the answer; a first row is there whatever its size
    public Listing rows(Session session, View view, long afterId, int limit, long chars) {
        SessionValues values = current(session).values();
        return reading(() -> reader.rows(values, view, afterId, limit, chars));
    }

    /// Whether the session may query the row, which it may not if there is none.
    public boolean sees(Session session, RecordType type, long id) {
        // Behind every smaller id the next visible row is this one, or another.
        return id > Long.MIN_VALUE
                && rows(session, View.of(type), id - 1, 1, Long.MAX_VALUE).rows().stream()
                        .anyMatch(row -> row.id() == id);
    }

    /// From now on the subscriber hears of every commit that concerns the session. Read (catch up) after
    /// this returns: then there is no gap. Callers must not hold a lock that the subscriber's callbacks
    /// take, here or when they close the subscription.
    public Subscription subscribe(Session session, Subscriber subscriber) {
        return opened.audiences().subscribe(session, subscriber);
    }

    /// What these session values may see, as SQL says.
    public TruthSnapshot truth(SessionValues values) {
        return reading(() -> reader.truth(values));
    }

    /// Which rows of a record there are and who may see which, as SQL says; all at one state.
    ///
    /// @param limit of rows
    public Visibility visibility(RecordType type, Collection<SessionValues> sessions, int limit) {
        return reading(() -> reader.visibility(type, sessions, limit));
    }

    /// Log entries newer than `after`, oldest first, cut where they get too large for one answer.
    ///
    /// @param limit from 1 to 10,000
    public LogPage logPage(long after, int limit) {
        return reading(() -> reader.log(after, limit));
    }

    /// Log entries newer than `after`, oldest first, as many as asked for however large they are.
    ///
    /// @param limit from 1 to 10,000
    public List<LogEntry> log(long after, int limit) {
        List<LogEntry> entries = new ArrayList<>();
        LogPage page;
        do {
            long position =
                    entries.isEmpty() ? after : entries.getLast().change().version();
            page = logPage(position, limit - entries.size());
            entries.addAll(page.entries());
        } while (page.hasMore() && entries.size() < limit);
        return entries;
    }

    /// All that the database knows of rows and their past, in one state; takes memory for all of it.
    ///
    /// @param logLimit of the newest log entries
    public Contents contents(int logLimit) {
        return reading(() -> {
            try (Snapshot snapshot = opened.store().snapshot()) {
                return snapshot.contents(logLimit);
            }
        });
    }

    /// How much of the log there is.
    public LogExtent logExtent() {
        return reading(reader::logExtent);
    }

    /// Computes the chain of the log anew, over all that was committed when it begins. Takes as long as
    /// the log is.
    public LogVerdict verifyLog() {
        return reading(reader::verify);
    }

    /// Whether session values may do something with an existing row, and why: [#why] without what would
    /// change it, which takes longer.
    ///
    /// @throws ProblemException NOT_FOUND if there is no such row
    public Explanation explain(SessionValues values, RecordType record, Operation operation, long id) {
        return reading(() -> reader.explain(values, record, operation, id));
    }

    /// Why session values may or may not do something with an existing row, and what would change that.
    ///
    /// @throws ProblemException NOT_FOUND if there is no such row
    public Why why(SessionValues values, RecordType record, Operation operation, long id) {
        return reading(() -> reader.why(values, record, operation, id));
    }

    /// Finishes what was accepted, then closes the database. Does nothing the second time.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writer.submit(new PendingWrite.SaveClients(changelog.advancedFoundings(), null, new CompletableFuture<>()));
            finish();
            opened.store().close();
        }
    }

    /// Ends as a killed process does: nothing that waits is done, what is not committed is lost, and what is
    /// committed is there for whoever opens the database next. Only for an engine without a thread.
    public void kill() {
        if (thread != null) {
            throw new IllegalStateException("the engine's thread may be in the middle of a write");
        }
        if (closed.compareAndSet(false, true)) {
            writer.shut();
            opened.store().abandon();
        }
    }

    private void finish() {
        if (thread != null) {
            thread.close();
            return;
        }
        writer.shut();
        while (writer.step()) {
            // Each step does a group of what was accepted.
        }
        writer.finish();
    }

    private CompletableFuture<ObjectNode> write(@Nullable String sessionKey, Mutation mutation) {
        CompletableFuture<ObjectNode> outcome = new CompletableFuture<>();
        writer.submit(new PendingWrite.Mutate(sessionKey, mutation, outcome));
        return outcome;
    }

    /// The session with the values that it has now; as it was given if it has ended.
    public Session now(Session session) {
        return opened.sessions().current(session.key()).orElse(session);
    }

    private Session current(Session session) {
        return opened.sessions().current(session.key()).orElseThrow(RequestRun::signedOut);
    }

    private static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreBusyException e) {
            throw new ProblemException(Code.UNAVAILABLE, "too many reads at once; try again");
        }
    }
}

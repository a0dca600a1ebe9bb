package dev.parallax.server;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.EngineFigures;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.engine.Visibility;
import dev.parallax.server.engine.Why;
import dev.parallax.server.session.ConnectedSession;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.SchemaHistory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// A look into a server of the same process, and the operator's hand. Never a way by which clients get
/// their data. Thread-safe; what reads the database blocks its caller.
public interface Inspection {
    Schema schema();

    /// The clock's version: every later change is newer.
    long version();

    /// What these session values may see, as SQL says.
    TruthSnapshot truth(SessionValues values);

    /// Which rows of a record there are and what of them each session may see, all at one state.
    ///
    /// @param limit of rows
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such record
    Visibility visibility(String record, Collection<SessionValues> sessions, int limit);

    /// The values of a session; empty if there is none of this secret.
    Optional<SessionValues> session(String sessionId);

    /// Hears of what a session's streams hear of, at the same time: for those who measure how long it takes to arrive.
    ///
    /// @param sessionId the session's secret
    /// @return empty if there is no such session
    Optional<Subscription> subscribe(String sessionId, Subscriber subscriber);

    /// Whose connections are open, oldest first, and after them whose polls wait. A connection whose session has
    /// ended is not among them: it is about to close.
    List<ConnectedSession> connections();

    /// Log entries newer than `after`, oldest first.
    ///
    /// @param limit from 1 to 10,000
    List<LogEntry> log(long after, int limit);

    /// All rows and their past in one state, to make another server of; takes memory for all of it.
    ///
    /// @param logLimit of the newest log entries
    Contents contents(int logLimit);

    /// Whether session values may do something with an existing row, and why.
    ///
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such record or row
    Explanation explain(Operation operation, String record, long id, SessionValues values);

    /// Why session values may or may not do something with an existing row, and what would change that.
    ///
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such record or row
    Why why(Operation operation, String record, long id, SessionValues values);

    /// Whether commits reach nobody, by a fault made on purpose.
    boolean isBroadcastStopped();

    /// What the engine has counted so far.
    EngineFigures figures();

    /// Which schema was in force at which version.
    SchemaHistory schemas();

    /// What another schema would change for the sessions that there are.
    ///
    /// @throws dev.parallax.server.engine.UnsupportedSchemaException if the server cannot do what the schema
    ///     asks for
    /// @param isStale whether nobody waits for it any more
    /// @throws dev.parallax.wire.ProblemException TOO_LARGE if it would take too long
    /// @throws java.util.concurrent.CancellationException once it is stale
    SchemaPreview previewSchema(Schema next, BooleanSupplier isStale);

    /// Brings another schema into force.
    ///
    /// @param dropData whether data that it has no place for may go
    /// @return fails with [dev.parallax.wire.ProblemException]: CONFLICT, saying what would be lost
    /// @throws dev.parallax.server.engine.UnsupportedSchemaException as above
    CompletableFuture<SchemaPut> putSchema(Schema next, boolean dropData);

    /// Does what `POST /db/{operation}` does, with the operator's authority instead of a session's.
    ///
    /// @param operation such as `createPost`
    /// @param args the operation's arguments
    /// @return the answer of the operation; fails with [dev.parallax.wire.ProblemException]
    CompletableFuture<ObjectNode> operate(String operation, ObjectNode args);

    /// Does what `POST /db/batch` does, with the operator's authority: all of it or nothing.
    ///
    /// @param body its operations
    /// @return the answer; fails with [dev.parallax.wire.ProblemException]
    CompletableFuture<ObjectNode> operateBatch(ObjectNode body);
}

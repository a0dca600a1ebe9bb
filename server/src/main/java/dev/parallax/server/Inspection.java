package dev.parallax.server;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.TruthSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// A look into a server of the same process, and the operator's hand. Never a way by which clients get their data.
/// Thread-safe; what reads the database blocks its caller.
public interface Inspection {
    Schema schema();

    /// The clock's version: every later change is newer.
    long version();

    /// What these session values may see, as SQL says.
    TruthSnapshot truth(SessionValues values);

    /// Log entries newer than `after`, oldest first.
    ///
    /// @param limit from 1 to 10,000
    List<LogEntry> log(long after, int limit);

    /// Why session values may or may not do something with an existing row.
    ///
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such record or row
    Explanation explain(Operation operation, String record, long id, SessionValues values);

    /// Does what `POST /db/{operation}` does, with the operator's authority instead of a session's.
    ///
    /// @param operation such as `createPost`
    /// @param args the operation's arguments
    /// @return the answer of the operation; fails with [dev.parallax.wire.ProblemException]
    CompletableFuture<ObjectNode> operate(String operation, ObjectNode args);
}

package dev.parallax.server;

import dev.parallax.schema.Schema;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// A look into a server of the same process, and the operator's hand. Never a way by which clients get their data.
/// Thread-safe; what reads the database blocks its caller.
public interface Inspection {
    Schema schema();

    /// The clock's version: every later change is newer.
    long version();

    /// Does what `POST /db/{operation}` does, with the operator's authority instead of a session's.
    ///
    /// @param operation such as `createPost`
    /// @param args the operation's arguments
    /// @return the answer of the operation; fails with [dev.parallax.wire.ProblemException]
    CompletableFuture<ObjectNode> operate(String operation, ObjectNode args);
}

package dev.parallax.fleet;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.network.LinkFaults;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireTotals;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One client of a fleet. Thread-safe; every method returns at once.
public interface FleetClient {
    /// From 1; a client keeps its number, and no other ever gets it.
    int number();

    /// The user's name.
    String name();

    long userId();

    String role();

    /// The dialect's name: `cursor`.
    String dialect();

    /// The newest published state.
    ReplicaSnapshot snapshot();

    /// Opens a view on what it holds. However many there are, the device has one connection.
    default View openView() {
        throw new UnsupportedOperationException("This client has no views.");
    }

    /// How many views are open.
    default int views() {
        return 0;
    }

    /// The newest messages on its wire, oldest first.
    List<WireMessage> wire();

    /// What went over its wire since it began.
    default WireTotals wireTotals() {
        return WireTotals.NONE;
    }

    /// The bearer secret; empty before it signed in.
    String sessionId();

    /// Shows at once; completes when the server did it or refused. A refusal is a result, not an exception.
    CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields);

    /// See [#create]. `fields` names only what changes.
    CompletableFuture<WriteResult> update(String record, long id, Map<String, ? extends @Nullable Object> fields);

    /// See [#create].
    CompletableFuture<WriteResult> delete(String record, long id);

    /// Decides about an edit in conflict: send it again, made on the server's row.
    default void keepMine(UUID requestId) {}

    /// Decides about an edit in conflict: give it up for the server's row.
    default void takeTheirs(UUID requestId) {}

    /// Cuts the client off; edits queue.
    void goOffline();

    void goOnline();

    /// Breaks its connection as a network might, at any moment; it comes back by itself.
    default void cut() {}

    /// What is wrong with its way to the server.
    default LinkFaults faults() {
        return LinkFaults.NONE;
    }

    /// Holds for what is sent and comes from now on.
    default void setFaults(LinkFaults faults) {}

    /// Spoils what it holds, without a word: it is for the oracle to notice.
    default void corruptCache() {}

    /// Ends its session on the server, as if it had expired. Completes when done; exceptionally if it was over.
    default CompletableFuture<Void> expireSession() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("This client has no session."));
    }

    /// Kills the client: everything in its memory is gone, its connection breaks without a goodbye. What its
    /// device keeps stays.
    default void kill() {}

    /// Starts the client from what its device keeps, after killing it if it is alive. Completes when it is back and
    /// signed in; it catches up from there.
    default CompletableFuture<Void> restart() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("This client cannot be restarted."));
    }

    /// Changes fields of its session on the server, such as `role`. Completes when done; exceptionally, with a
    /// sentence, if refused.
    CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields);

    /// Opens a new session with the same fields and continues with it, as after an auth error.
    default CompletableFuture<Void> signInAgain() {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("This client cannot sign in again."));
    }
}

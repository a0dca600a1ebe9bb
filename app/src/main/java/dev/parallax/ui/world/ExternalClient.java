package dev.parallax.ui.world;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A client from outside, of which nothing is known but whose session it is: what it shows is what the server may
/// send it. Nobody acts in its name here, but the server may cut it off. Immutable.
///
/// @param number never that of a client of the fleet
/// @param snapshot what the session may see
/// @param reach what can be done to it from here
public record ExternalClient(int number, String name, long userId, String role, ReplicaSnapshot snapshot, Reach reach)
        implements FleetClient {
    /// Far more than a fleet counts to.
    static final int FIRST_NUMBER = 1_000_001;

    /// In place of a dialect on its badge.
    public static final String BADGE = "external";

    @Override
    public String dialect() {
        return BADGE;
    }

    /// Its messages pass by here.
    @Override
    public List<WireMessage> wire() {
        return List.of();
    }

    /// Its own secret.
    @Override
    public String sessionId() {
        return "";
    }

    @Override
    public CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields) {
        return refused();
    }

    @Override
    public CompletableFuture<WriteResult> update(
            String record, long id, Map<String, ? extends @Nullable Object> fields) {
        return refused();
    }

    @Override
    public CompletableFuture<WriteResult> delete(String record, long id) {
        return refused();
    }

    @Override
    public void goOffline() {}

    @Override
    public void goOnline() {}

    @Override
    public void cut() {
        reach.cut();
    }

    @Override
    public CompletableFuture<Void> expireSession() {
        return reach.end();
    }

    @Override
    public CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields) {
        return refused();
    }

    private static <T> CompletableFuture<T> refused() {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("This client is from outside: nobody acts for it here."));
    }
}

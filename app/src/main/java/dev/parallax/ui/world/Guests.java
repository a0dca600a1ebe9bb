package dev.parallax.ui.world;

import dev.parallax.server.session.Sessions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The sessions that were opened here for clients from outside, so that they can be ended here. Thread-safe.
final class Guests {
    /// Ending them is not worth waiting longer for when the window closes.
    private static final int FAREWELL_MILLIS = 1_000;

    private final Function<String, CompletableFuture<Void>> ending;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    /// @param ending ends the session with this secret on the server
    Guests(Function<String, CompletableFuture<Void>> ending) {
        this.ending = ending;
    }

    synchronized void add(String secret) {
        secrets.put(Sessions.key(Sessions.hash(secret)), secret);
    }

    /// @param key see [dev.parallax.server.session.Session#key]
    synchronized boolean knows(String key) {
        return secrets.containsKey(key);
    }

    /// Ends the session with this key.
    CompletableFuture<Void> endKey(String key) {
        String secret;
        synchronized (this) {
            secret = secrets.get(key);
        }
        return secret == null
                ? CompletableFuture.failedFuture(new UnsupportedOperationException(
                        "Only who has the secret of a session can end it, and this one was opened elsewhere."))
                : end(secret);
    }

    /// Ends a session that was opened here; if that fails, it can be tried again.
    CompletableFuture<Void> end(String secret) {
        return ending.apply(secret).thenRun(() -> forget(secret));
    }

    private synchronized void forget(String secret) {
        secrets.remove(Sessions.key(Sessions.hash(secret)));
    }

    /// Ends all of them. Bounded in time.
    void endAll() {
        List<String> all;
        synchronized (this) {
            all = new ArrayList<>(secrets.values());
        }
        List<CompletableFuture<Void>> ends = all.stream()
                .map(secret -> end(secret).exceptionally(over -> null))
                .toList();
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
                .join();
    }
}

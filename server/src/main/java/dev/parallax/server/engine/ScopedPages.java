package dev.parallax.server.engine;

import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Pages of chains, read once for all clients of one scope that stand at the same place. Thread-safe.
final class ScopedPages {
    /// Scopes times places that are asked for between two commits.
    private static final int PAGES_LIMIT = 256;
    /// Larger pages serve those who ask at the same time, and are not kept.
    private static final long KEPT_CHARS_LIMIT = 64 * 1024;

    private final Store store;
    private final VersionClock clock;
    private final Map<Key, CompletableFuture<ScopedPage>> pages = new LinkedHashMap<>();

    ScopedPages(Store store, VersionClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// @param scope its key: it covers policy and session values
    /// @param head the newest commit that the page must know of
    private record Key(String scope, Place place, int limit, long head) {}

    ScopedPage page(Scope scope, Place place, int limit) {
        Key key = new Key(scope.key(), place, limit, clock.committedVersion());
        CompletableFuture<ScopedPage> mine = new CompletableFuture<>();
        CompletableFuture<ScopedPage> first = enter(key, mine);
        if (first != null) {
            return joined(first);
        }
        try (Snapshot snapshot = store.snapshot()) {
            ScopedPage page = new ScopedReading(snapshot, scope.in(snapshot)).page(place, limit);
            mine.complete(page);
            if (page.chars() > KEPT_CHARS_LIMIT) {
                leave(key);
            }
            return page;
        } catch (RuntimeException | Error e) {
            leave(key);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized @Nullable CompletableFuture<ScopedPage> enter(Key key, CompletableFuture<ScopedPage> mine) {
        CompletableFuture<ScopedPage> known = pages.get(key);
        if (known == null) {
            pages.put(key, mine);
            if (pages.size() > PAGES_LIMIT) {
                pages.remove(pages.keySet().iterator().next());
            }
        }
        return known;
    }

    private synchronized void leave(Key key) {
        pages.remove(key);
    }

    private static ScopedPage joined(CompletableFuture<ScopedPage> page) {
        try {
            return page.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.change.Version;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Chain.Stand;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredClient;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers the pulls of changelog clients. Thread-safe; reads the database on its caller's thread, and waits
/// for the writer where a client starts anew.
///
/// A client's chain is *founded* at one version: the rows that were visible then, then every scoped change
/// after it. Given the founding, everything that the client was ever told can be computed again, so that is all
/// that is kept on the disk; a poll writes nothing. What the chain is made of does not change as long as the
/// session's scope is the same, and when that changes, a client starts anew.
///
/// The cursor is the version of the last change that the client was given, or the clock where it was given none
/// since its start. So what the session may not see moves neither cursor nor hash.
final class Changelog {
    /// A chain is founded anew, at a place that its client holds, when so much of the log would have to be read
    /// to recognise it after a restart.
    private static final long SCANNED_LIMIT = 4_000;
    /// The same after so long: what lies before a founding need not be kept in the log.
    private static final long FOUNDING_MICROS_LIMIT = 3_600L * 1_000_000;
    /// Items read at once to recognise a client.
    private static final int RECOGNITION_PAGE = 1_000;
    /// Whoever's permissions change so often that no page can be read in between may come again later.
    private static final int ATTEMPTS_LIMIT = 10;

    private static final int WRITER_SECONDS_LIMIT = 30;

    private final Supplier<Schema> schema;
    private final Store store;
    private final VersionClock clock;
    private final Sessions sessions;
    private final ScopeChains chains;
    private final ScopedPages pages;
    private final LogRetention retention;
    private final Consumer<PendingWrite> writer;
    private final Runnable meanwhile;

    /// @param meanwhile runs before a write is waited for: where nobody else writes, it does
    Changelog(Supplier<Schema> schema, Opened opened, Consumer<PendingWrite> writer, Runnable meanwhile) {
        this.schema = schema;
        this.store = opened.store();
        this.clock = opened.clock();
        this.sessions = opened.sessions();
        this.chains = opened.chains();
        this.pages = new ScopedPages(store, clock);
        this.retention = opened.retention();
        this.writer = writer;
        this.meanwhile = meanwhile;
    }

    /// What a client wants to know.
    ///
    /// @param cursor null to start with nothing
    /// @param stateHash null or the genesis with a null cursor
    /// @param limit of changes
    record Pull(
            String clientId,
            @Nullable Long cursor,
            @Nullable String stateHash,
            int limit) {}

    /// @throws ProblemException AUTH_ERROR if the session has ended
    Pulled pull(String sessionKey, Pull pull) {
        for (int attempt = 0; attempt < ATTEMPTS_LIMIT; attempt++) {
            Session session = current(sessionKey);
            Schema current = schema.get();
            try {
                Pulled pulled = pull(session, Scope.of(current, session.values()), pull);
                // What was read by permissions that are over by now is thrown away.
                if (current(sessionKey).version() == session.version() && schema.get() == current) {
                    return pulled;
                }
            } catch (ScopeChangedException e) {
                // Permissions that are over before they were read by; the next attempt finds the new ones.
                Thread.onSpinWait();
            }
        }
        throw new ProblemException(Code.UNAVAILABLE, "the session's permissions change too fast; try again");
    }

    /// Known clients, the one last heard of first.
    List<ChangelogClient> clients() {
        List<ChangelogClient> clients = new ArrayList<>();
        for (Chain chain : chains.all()) {
            StoredClient founding = chain.founding();
            sessions.current(founding.sessionKey())
                    .ifPresent(session -> clients.add(
                            new ChangelogClient(session, founding.clientId(), chain.cursor(), chain.seen())));
        }
        clients.sort(Comparator.comparingLong(ChangelogClient::seen).reversed());
        return clients;
    }

    /// Foundings at the places that clients are known to hold, so that they are recognised quickly after a
    /// restart.
    List<StoredClient> advancedFoundings() {
        List<StoredClient> advanced = new ArrayList<>();
        chains.all().forEach(chain -> chain.advanced(clock.safe()).ifPresent(advanced::add));
        return advanced;
    }

    private Session current(String sessionKey) {
        return sessions.current(sessionKey).orElseThrow(RequestRun::signedOut);
    }

    private Pulled pull(Session session, Scope scope, Pull pull) {
        Long cursor = pull.cursor();
        Chain chain = chains.find(session.key(), pull.clientId()).orElse(null);
        StateHash hash = hash(pull.stateHash());
        // Whoever was away for longer starts anew, whether or not anything was pruned: that may not be told.
        boolean isKept = chain != null && chain.seen() >= retention.horizon(clock.safe());
        if (chain != null && isKept && cursor != null && hash != null) {
            Optional<Stand> stand = recognise(chain, scope, cursor, hash);
            if (stand.isPresent()) {
                acknowledge(chain, stand.get());
                Optional<Pulled> pulled = read(chain, scope, stand.get(), false, pull.limit());
                if (pulled.isPresent()) {
                    return pulled.get();
                }
            }
        }
        boolean hasNothing = cursor == null && StateHash.GENESIS.equals(hash);
        return anew(session, scope, pull, !hasNothing);
    }

    /// Gives the client a new chain.
    private Pulled anew(Session session, Scope scope, Pull pull, boolean reset) {
        Chain chain = found(session.key(), pull.clientId(), scope);
        Place start = new Place(chain.founding().position(), true, Version.NONE);
        return read(chain, scope, new Stand(Version.NONE, StateHash.GENESIS, start), reset, pull.limit())
                .orElseThrow(() -> new ProblemException(Code.UNAVAILABLE, "the log is being pruned; try again"));
    }

    private Chain found(String sessionKey, String clientId, Scope scope) {
        // In this order: the state holds everything up to the clock's version.
        long cursor = clock.safe();
        long position;
        try (Snapshot snapshot = store.snapshot()) {
            // The schema has been in force since a version of its own, newer than the change before it.
            cursor = Math.max(cursor, snapshot.schemas().version());
            position = Math.max(snapshot.version(), snapshot.schemas().version());
        }
        String genesis = StateHash.GENESIS.hex();
        Chain chain =
                new Chain(new StoredClient(sessionKey, clientId, scope.key(), position, cursor, genesis, true, cursor));
        StoredClient displaced = chains.put(chain);
        CompletableFuture<@Nullable Void> saved = new CompletableFuture<>();
        writer.accept(new PendingWrite.SaveClients(List.of(chain.founding()), displaced, saved));
        await(saved);
        return chain;
    }

    /// The client has what it was told before.
    private void acknowledge(Chain chain, Stand stand) {
        chain.acknowledge(stand, clock.safe());
        StoredClient founding = chain.founding();
        if (founding.withRows()
                || chain.scannedSinceFounding() > SCANNED_LIMIT
                || clock.safe() - founding.used() > FOUNDING_MICROS_LIMIT) {
            chain.advance(clock.safe()).ifPresent(advanced -> {
                CompletableFuture<@Nullable Void> saved = new CompletableFuture<>();
                // If it cannot be saved now, the next poll tries again; the old founding is as good, only slower.
                saved.whenComplete((done, failure) -> chain.advanceEnded(failure == null ? advanced : null));
                writer.accept(new PendingWrite.SaveClients(List.of(advanced), null, saved));
            });
        }
    }

    /// What follows a place, if the log still has it and it fits into answers.
    private Optional<Pulled> read(Chain chain, Scope scope, Stand stand, boolean reset, int limit) {
        List<ScopedChange> changes = new ArrayList<>();
        long cursor = stand.cursor();
        StateHash hash = stand.hash();
        Place place = stand.place();
        int scanned = 0;
        boolean goesOn = true;
        boolean hasMore = true;
        while (goesOn) {
            ScopedPage page = pages.page(scope, place, limit - changes.size());
            if (page.isEnd() && changes.isEmpty()) {
                return Optional.empty();
            }
            changes.addAll(page.changes());
            cursor = page.items().isEmpty() ? cursor : changes.getLast().version();
            hash = page.after(hash);
            scanned += page.scanned();
            boolean leavesRows = place.inRows() && !page.place().inRows();
            if (leavesRows) {
                cursor = Math.max(cursor, chain.founding().cursor());
            }
            place = page.place();
            hasMore = page.hasMore();
            // Rows that the session may not see can make pages of rows short, and must not make one empty.
            goesOn = !page.isEnd()
                    && hasMore
                    && changes.size() < limit
                    && (leavesRows || page.items().isEmpty());
        }
        Stand next = new Stand(cursor, hash, place);
        chain.tell(next, scanned);
        return Optional.of(new Pulled(reset, changes, cursor, hash.hex(), hasMore));
    }

    /// Where the client stands; empty if the server cannot have told it so.
    private Optional<Stand> recognise(Chain chain, Scope scope, long cursor, StateHash hash) {
        // A schema that came and went in between showed or took away rows that no chain knows of.
        boolean isSame = chain.founding().scope().equals(scope.key())
                && chain.founding().position() >= store.schemas().sameSince();
        if (!isSame || !clock.isKnown(cursor)) {
            return Optional.empty();
        }
        Optional<Stand> known = chain.stand(cursor, hash);
        return known.isPresent() ? known : recompute(chain.founding(), scope, cursor, hash);
    }

    private Optional<Stand> recompute(StoredClient founding, Scope scope, long cursor, StateHash hash) {
        try (Snapshot snapshot = store.snapshot()) {
            return new Recognition(new ScopedReading(snapshot, scope.in(snapshot)), founding, RECOGNITION_PAGE)
                    .find(cursor, hash);
        }
    }

    private static @Nullable StateHash hash(@Nullable String hex) {
        if (hex == null) {
            return StateHash.GENESIS;
        }
        try {
            return StateHash.parse(hex);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void await(CompletableFuture<?> saved) {
        meanwhile.run();
        try {
            saved.orTimeout(WRITER_SECONDS_LIMIT, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem
                    ? problem
                    : new ProblemException(Code.UNAVAILABLE, "the server is too busy to answer in time; try again");
        }
    }
}

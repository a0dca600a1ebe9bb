package dev.parallax.server.engine;

import dev.parallax.server.store.ChangelogBook;
import dev.parallax.server.store.LogTail;
import dev.parallax.server.store.StoredClient;
import dev.parallax.server.store.WriteTransaction;
import java.util.List;
import java.util.OptionalLong;

/// Takes away what of the change log nobody needs any more, a bounded step at a time between two groups of writes.
/// Confined to the writer.
///
/// What is older than the retention goes, and what is too much, but nothing that a changelog client needs which was
/// heard of within the retention. The history of `exists` goes later: a client that has synchronised within the
/// retention may know a permission by what it was then ([Catchup]).
final class Pruning {
    /// Entries that go at once: some milliseconds. A step that is about full is followed by another.
    private static final int STEP = 4_000;
    /// Nothing is too much before it is so old: a client that has begun to load a large table can end.
    private static final long YOUNGEST_MICROS = 300L * 1_000_000;
    private static final long EVERY_MICROS_LIMIT = 60L * 1_000_000;
    /// Of the retention, where that is short.
    private static final int EVERY_PART = 10;

    private final WriteTransaction transaction;
    private final ScopeChains chains;
    private final LogRetention retention;
    private long next;

    Pruning(WriteTransaction transaction, ScopeChains chains, LogRetention retention) {
        this.transaction = transaction;
        this.chains = chains;
        this.retention = retention;
    }

    /// Whether a step is to be done.
    boolean isDue(long now) {
        return now >= next;
    }

    /// One step, in the open transaction.
    void step(long now) {
        next = now + Math.min(EVERY_MICROS_LIMIT, retention.micros() / EVERY_PART);
        long horizon = retention.horizon(now);
        forgetClients(horizon);
        LogTail log = transaction.logTail();
        long until = Math.max(horizon, Math.min(tooMuch(log), now - YOUNGEST_MICROS));
        OptionalLong claimed = chains.neededAfter(horizon);
        until = Math.min(until, claimed.orElse(Long.MAX_VALUE));
        OptionalLong floor = log.wholeUntil(until, STEP);
        int removed = floor.isPresent() ? log.removeUntil(floor.getAsLong()) : 0;
        int paths = log.removePathsUntil(Math.min(until, horizon - retention.micros()), STEP);
        if (removed > STEP / 2 || paths == STEP) {
            next = now;
        }
    }

    /// The version up to which the log is longer than it should be, as far as one step goes.
    private long tooMuch(LogTail log) {
        long surplus = log.count() - retention.entries();
        return surplus <= 0
                ? Long.MIN_VALUE
                : log.version(Math.min(surplus, STEP) - 1).orElse(Long.MIN_VALUE);
    }

    private void forgetClients(long horizon) {
        ChangelogBook book = transaction.changelog();
        List<StoredClient> forgotten = chains.forget(horizon);
        forgotten.forEach(client -> book.deleteClient(client.sessionKey(), client.clientId()));
    }
}

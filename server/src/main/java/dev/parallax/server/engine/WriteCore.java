package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredChange;
import dev.parallax.server.store.WriteTransaction;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies groups of waiting writes: one database transaction for the group, and in it each request whole or
/// not at all; then publication in version order; then the answers. Synchronous, confined to one thread at a
/// time.
///
/// A request that is denied or fails leaves no trace and harms no other. If the group cannot be committed, all its
/// requests fail and everything is as it was.
public final class WriteCore {
    /// How far ahead of the reading the ceiling for safe versions is stored, in microseconds. After a crash
    /// versions go on from there; while nothing is written, storing it is all that makes the file grow.
    private static final long CEILING_AHEAD_MICROS = 20_000_000;
    /// A new ceiling is due when less than this is left: longer than any group takes.
    private static final long CEILING_LEFT_MICROS = 5_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(WriteCore.class);

    private final Store store;
    private final VersionClock clock;
    private final Sessions sessions;
    private final Audiences audiences;
    private final ServerFaults faults;
    private final ScopeChains chains;
    private final WriteTransaction transaction;
    private final Ids ids;
    private final RequestRun requests;
    private final Outcomes outcomes;
    private final PushRun pushes;
    private final LinkWatch links;
    private final SchemaWrite schemas;
    private final Pruning pruning;

    WriteCore(
            Store store,
            VersionClock clock,
            Sessions sessions,
            Audiences audiences,
            ServerFaults faults,
            ScopeChains chains,
            EngineSettings settings) {
        this.store = store;
        this.clock = clock;
        this.sessions = sessions;
        this.audiences = audiences;
        this.faults = faults;
        this.chains = chains;
        this.transaction = store.writing();
        this.ids = new Ids(store.lastIds());
        this.outcomes = new Outcomes(transaction.bookkeeping());
        this.links = new LinkWatch(transaction);
        this.pushes = new PushRun(transaction, clock, ids, links, settings.merge(), settings.retention());
        this.schemas = new SchemaWrite(store, clock, sessions, audiences);
        this.requests =
                new RequestRun(store::schema, transaction, clock, ids, outcomes, pushes, links, settings.secrets());
        this.pruning = new Pruning(transaction, chains, settings.retention());
    }

    /// Applies the writes in order and completes their futures. A schema is written for itself, between what came
    /// before and what comes after.
    public void apply(List<PendingWrite> writes) {
        List<PendingWrite> left = writes;
        while (!left.isEmpty()) {
            if (left.getFirst() instanceof PendingWrite.PutSchema schema) {
                schemas.run(schema, CEILING_AHEAD_MICROS);
                left = left.subList(1, left.size());
            } else {
                left = left.subList(applyGroup(untilSchema(left)), left.size());
            }
        }
    }

    private static List<PendingWrite> untilSchema(List<PendingWrite> writes) {
        int count = 0;
        while (count < writes.size() && !(writes.get(count) instanceof PendingWrite.PutSchema)) {
            count++;
        }
        return writes.subList(0, count);
    }

    /// @return how many of the writes made the group
    private int applyGroup(List<PendingWrite> writes) {
        List<Done> done = new ArrayList<>(writes.size());
        Group group = new Group(sessions);
        Map<String, Long> mark = ids.mark();
        try {
            commit(writes, group, done);
        } catch (RuntimeException e) {
            LOG.error("A group of {} writes could not be committed", writes.size(), e);
            giveUp();
            audiences.withdraw();
            ids.resetTo(mark);
            ProblemException problem = new ProblemException(Code.SYNC_ERROR, "the change could not be stored");
            writes.forEach(write -> write.outcome().completeExceptionally(problem));
            return writes.size();
        }
        group.effects().forEach(this::publish);
        clock.end();
        done.forEach(Done::complete);
        return done.size();
    }

    private void commit(List<PendingWrite> writes, Group group, List<Done> done) {
        Head head = transaction.lockHead();
        clock.begin();
        for (int index = 0; index < writes.size() && !group.isClosed(); index++) {
            done.add(requests.run(writes.get(index), group));
        }
        outcomes.forgetOld(clock.highest());
        pushes.forgetOld(clock.highest());
        ids.save(transaction::saveLastId);
        Head saved = append(head, group).withCeiling(clock.ceilingFor(CEILING_AHEAD_MICROS));
        transaction.saveHead(saved);
        for (Effect.Committed committed : group.committed()) {
            audiences.announce(committed.commit(), committed.linked());
        }
        transaction.commit();
        clock.committed();
        clock.raiseCeiling(saved.ceiling());
    }

    /// What is to be done between two groups, in bounded time: a new ceiling if one is due, so that the safe version
    /// can go on while nothing is written, and taking away what nobody needs any more.
    public void keepUp() {
        sweep();
        prune();
        if (clock.needsCeiling(CEILING_LEFT_MICROS)) {
            if (store.isDurable()) {
                storeCeiling(CEILING_AHEAD_MICROS);
            } else {
                clock.raiseCeiling(clock.ceilingFor(CEILING_AHEAD_MICROS));
            }
        }
    }

    private void prune() {
        long now = clock.safe();
        if (!pruning.isDue(now)) {
            return;
        }
        try {
            transaction.lockHead();
            pruning.step(now);
            transaction.commit();
        } catch (RuntimeException e) {
            LOG.error("The log could not be pruned; it is tried again", e);
            giveUp();
        }
    }

    private void sweep() {
        try {
            store.sweep();
        } catch (RuntimeException e) {
            LOG.error("Tables of an earlier schema could not be dropped", e);
        }
    }

    /// The last thing before a clean end: versions go on exactly where they were.
    void storeLastCeiling() {
        try {
            Head head = transaction.lockHead();
            transaction.saveHead(head.withCeiling(clock.highest()));
            transaction.commit();
        } catch (RuntimeException e) {
            LOG.error("The last version could not be stored; versions go on a little later", e);
        }
    }

    private void storeCeiling(long micros) {
        try {
            Head head = transaction.lockHead();
            long ceiling = clock.ceilingFor(micros);
            transaction.saveHead(head.withCeiling(ceiling));
            transaction.commit();
            clock.raiseCeiling(ceiling);
        } catch (RuntimeException e) {
            LOG.error("The clock's ceiling could not be stored; safe versions stand still", e);
            giveUp();
        }
    }

    private Head append(Head head, Group group) {
        StateHash hash = StateHash.parse(head.hash());
        long version = head.version();
        List<StoredChange> stored = new ArrayList<>();
        for (Effect.Committed committed : group.committed()) {
            Commit commit = committed.commit();
            transaction.paths().append(links.records(store.schema(), committed));
            for (Change change : commit.changes()) {
                hash = hash.then(unscoped(change));
                version = change.version();
                stored.add(new StoredChange(change, hash.hex()));
            }
        }
        transaction.append(stored);
        return head.withChange(version, hash.hex());
    }

    /// The change as it is for someone who may see everything.
    static ScopedChange unscoped(Change change) {
        Row after = change.after();
        ChangeKind kind =
                change.before() == null ? ChangeKind.INSERT : after == null ? ChangeKind.DELETE : ChangeKind.UPDATE;
        return new ScopedChange(change.version(), change.record(), change.id(), kind, after);
    }

    /// What is committed is published, whatever happens to one publication.
    private void publish(Effect effect) {
        try {
            switch (effect) {
                case Effect.Committed committed -> {
                    if (!faults.isBroadcastStopped()) {
                        audiences.publish(committed.commit(), committed.linked());
                    }
                    clock.published(committed.commit().version());
                }
                case Effect.SessionPut put -> {
                    sessions.put(put.secretHash(), put.session());
                    audiences.move(put.session());
                }
                case Effect.SessionEnded ended -> {
                    sessions.remove(ended.secretHash());
                    chains.end(ended.session().key());
                    audiences.end(ended.session());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("A committed change could not be published", e);
        }
    }

    private void giveUp() {
        try {
            transaction.rollback();
        } catch (RuntimeException e) {
            LOG.error("A failed group could not be rolled back", e);
        } finally {
            clock.end();
        }
    }
}

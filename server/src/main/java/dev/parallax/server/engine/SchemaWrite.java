package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.Migration;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.server.store.SchemaSwitch;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.UniqueViolationException;
import dev.parallax.server.store.WriteTransaction;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings another schema into force, between two groups of other writes: rows, sessions and the schema itself change
/// in one transaction with a version of its own. Confined to the writer.
///
/// What is written before is checked and published by the schema before; what comes after, even if it was asked for
/// earlier, by the new one. Between the two, every live subscriber hears which records it must catch up.
final class SchemaWrite {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaWrite.class);

    private final Store store;
    private final VersionClock clock;
    private final Sessions sessions;
    private final Audiences audiences;
    private final WriteTransaction transaction;

    SchemaWrite(Store store, VersionClock clock, Sessions sessions, Audiences audiences) {
        this.store = store;
        this.clock = clock;
        this.sessions = sessions;
        this.audiences = audiences;
        this.transaction = store.writing();
    }

    /// Completes the write's future, and never throws.
    ///
    /// @param ceilingMicros how far ahead the clock's ceiling is stored
    void run(PendingWrite.PutSchema write, long ceilingMicros) {
        SchemaPut put;
        try {
            put = put(write, ceilingMicros);
        } catch (ProblemException e) {
            write.outcome().completeExceptionally(e);
            return;
        } catch (RuntimeException e) {
            LOG.error("A schema could not be brought into force", e);
            write.outcome()
                    .completeExceptionally(
                            new ProblemException(Code.SYNC_ERROR, "the schema could not be brought into force"));
            return;
        }
        write.outcome().complete(put);
    }

    private SchemaPut put(PendingWrite.PutSchema write, long ceilingMicros) {
        Schema before = store.schema();
        Schema next = write.schema();
        if (before.source().equals(next.source())) {
            if (write.given() != null) {
                store.setGiven(write.given());
            }
            return new SchemaPut(before, store.schemas().version(), List.of());
        }
        SessionMigration people = SessionMigration.of(before.session(), next.session(), sessions);
        Migration migration = store.migration(next);
        if (!write.dropData()) {
            requireNoLoss(migration, people);
        }
        SchemaSwitch change = store.switchTo(migration);
        boolean committed = false;
        try {
            change.prepare();
            Head head = transaction.lockHead();
            clock.begin();
            long version = clock.next(1);
            SchemaHistory schemas = change.carry(version, write.given());
            Map<String, Session> moved = people.at(version);
            moved.forEach((hash, session) -> transaction.bookkeeping().updateSession(RequestRun.stored(hash, session)));
            transaction.paths().keep(LinkPlan.of(next).ids(), version);
            long ceiling = clock.ceilingFor(ceilingMicros);
            transaction.saveHead(head.withCeiling(ceiling));
            transaction.commit(change::finish);
            committed = true;
            clock.committed();
            clock.raiseCeiling(ceiling);
            publish(before, next, moved, version);
            List<String> concerned = concerned(before, next, schemas, version);
            LOG.info("the schema of version {} is in force; it concerns {}", version, concerned);
            return new SchemaPut(next, version, concerned);
        } catch (UniqueViolationException e) {
            throw new ProblemException(
                    Code.CONFLICT,
                    "rows of `" + e.record() + "` that are there have the same " + StepRun.named(e.fields())
                            + ", which would have to be unique");
        } finally {
            if (!committed) {
                transaction.rollback();
                change.undo();
            }
            clock.end();
        }
    }

    private void publish(Schema before, Schema next, Map<String, Session> moved, long version) {
        try {
            moved.forEach(sessions::put);
            audiences.follow(before, next);
            clock.published(version);
        } catch (RuntimeException e) {
            LOG.error("A schema that is in force could not be published", e);
        }
    }

    private static List<String> concerned(Schema before, Schema next, SchemaHistory schemas, long version) {
        return Stream.concat(before.records().stream(), next.records().stream())
                .map(type -> type.name())
                .distinct()
                .filter(record -> schemas.sameSince(record) == version)
                .toList();
    }

    /// @throws ProblemException CONFLICT saying what would be lost
    private static void requireNoLoss(Migration migration, SessionMigration people) {
        List<FieldError> errors = Stream.concat(migration.losses().stream(), people.losses().stream())
                .map(loss -> new FieldError(
                        loss.field() == null ? loss.record() : loss.record() + "." + loss.field(), loss.what()))
                .toList();
        if (!errors.isEmpty()) {
            String what =
                    String.join("; ", errors.stream().map(FieldError::message).toList());
            throw new ProblemException(
                    new Problem(Code.CONFLICT, Code.CONFLICT.status(), "this would " + what, errors));
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Digest;
import dev.parallax.server.store.ChangelogBook;
import dev.parallax.server.store.StoredPush;
import dev.parallax.server.store.WriteTransaction;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushResult.Overwrote;
import dev.parallax.wire.PushedChange;
import dev.parallax.wire.RowJson;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs the changes that a changelog client pushes, each as a transaction of its own. Confined to the writer.
///
/// Outcomes are stored in the same database transaction as their changes, so a retry after whatever went wrong
/// changes nothing and gets the first outcome. Only a conflict that the client shall resolve is not stored: it
/// is found again as long as it lasts.
final class PushRun {
    private static final Logger LOG = LoggerFactory.getLogger(PushRun.class);
    private static final long FORGET_EVERY_MICROS = 60L * 1_000_000;
    private static final int FORGET_LIMIT = 1_000;
    /// What the database keeps of a record's name.
    private static final int RECORD_CHARS_LIMIT = 64;

    private final WriteTransaction transaction;
    private final ChangelogBook book;
    private final VersionClock clock;
    private final Ids ids;
    private final LinkWatch links;
    private final MergeRule merge;
    private final LogRetention retention;
    private long nextForgetting;

    PushRun(
            WriteTransaction transaction,
            VersionClock clock,
            Ids ids,
            LinkWatch links,
            MergeRule merge,
            LogRetention retention) {
        this.transaction = transaction;
        this.book = transaction.changelog();
        this.clock = clock;
        this.ids = ids;
        this.links = links;
        this.merge = merge;
        this.retention = retention;
    }

    /// Who pushes, and into what.
    private record Pusher(Schema schema, Authority authority, String clientId, Group group) {}

    /// @return one result for each change, in order
    List<PushResult> run(Schema schema, Authority authority, String clientId, List<PushedChange> changes, Group group) {
        Pusher pusher = new Pusher(schema, authority, clientId, group);
        List<PushResult> results = new ArrayList<>(changes.size());
        for (PushedChange change : changes) {
            Optional<StoredPush> first = book.findPush(authority.key(), change.changeId());
            results.add(first.isPresent() ? again(change, first.get()) : once(pusher, change));
        }
        return results;
    }

    /// Forgets outcomes that no client asks for any more, a bounded step at a time: a client that was away for longer
    /// than the log is kept starts anew.
    void forgetOld(long now) {
        if (now >= nextForgetting) {
            int forgotten = book.forgetPushes(retention.horizon(now), FORGET_LIMIT);
            nextForgetting = forgotten < FORGET_LIMIT ? now + FORGET_EVERY_MICROS : now;
        }
    }

    private static PushResult again(PushedChange change, StoredPush first) {
        if (!first.fingerprint().equals(fingerprint(change))) {
            return rejected(change, Code.CONFLICT, "the `changeId` was used for another change before");
        }
        return PushResult.fromJson(Json.parseObject(first.result()), "result").again();
    }

    private PushResult once(Pusher pusher, PushedChange change) {
        long version = clock.next(1);
        Savepoint savepoint = transaction.savepoint();
        Map<String, Long> mark = ids.mark();
        NetChanges changes = new NetChanges();
        try {
            PushResult result = apply(pusher, change, version, changes);
            save(pusher, change, result, version);
            Commit commit = changes.commit(version, pusher.authority().actor());
            pusher.group().add(commit, links.effects(pusher.schema(), commit));
            return result;
        } catch (InConflict e) {
            transaction.rollbackTo(savepoint);
            ids.resetTo(mark);
            return e.result;
        } catch (ProblemException e) {
            transaction.rollbackTo(savepoint);
            ids.resetTo(mark);
            PushResult result = PushResult.rejected(change.changeId(), e.problem(), null);
            save(pusher, change, result, version);
            return result;
        } catch (RuntimeException e) {
            LOG.error("A pushed change failed", e);
            transaction.rollbackTo(savepoint);
            ids.resetTo(mark);
            return rejected(change, Code.SYNC_ERROR, "the change could not be made");
        }
    }

    private PushResult apply(Pusher pusher, PushedChange change, long version, NetChanges changes) {
        Authority authority = pusher.authority();
        Step step = PushedStep.of(
                pusher.schema(), change, (record, id) -> book.findId(authority.key(), pusher.clientId(), record, id));
        Optional<Overwrote> overwrote = overwrote(pusher, step, change.baseVersion());
        Row theirs = row(step);
        // Refused before it is a conflict: who may not change a row is not told what others did to it.
        ObjectNode answer = new StepRun(transaction, authority, ids, changes).run(step, version);
        if (overwrote.isPresent() && merge == MergeRule.REJECT) {
            throw new InConflict(conflict(change, step.type(), theirs, authority));
        }
        return PushResult.applied(change.changeId(), version, answer.get("id").longValue(), overwrote.orElse(null));
    }

    private PushResult conflict(PushedChange change, RecordType type, @Nullable Row theirs, Authority authority) {
        boolean isVisible = theirs != null && authority.mayQuery(type, theirs, transaction.linkedRows());
        return PushResult.rejected(
                change.changeId(),
                Problem.of(
                        Code.CONFLICT,
                        "others have changed this `" + type.name() + "` since version " + change.baseVersion()),
                isVisible && theirs != null ? RowJson.encode(theirs) : null);
    }

    /// What the step would write over.
    private Optional<Overwrote> overwrote(Pusher pusher, Step step, @Nullable Long base) {
        Row now = row(step);
        if (base == null || now == null || now.version() <= base) {
            return Optional.empty();
        }
        RowHistory history = new RowHistory(book, pusher.group(), pusher.authority(), transaction.linkedRows());
        return history.changedSince(
                step.type(),
                now,
                base,
                writtenOver(step, now),
                version -> book.isOwn(pusher.authority().key(), pusher.clientId(), version));
    }

    /// Fields that will have another value; all that a deletion loses.
    private static Set<String> writtenOver(Step step, Row now) {
        Set<String> fields = new LinkedHashSet<>();
        switch (step) {
            case Step.Create _ -> {}
            case Step.Update update ->
                update.values().forEach((field, value) -> {
                    if (!Objects.equals(value, now.get(field))) {
                        fields.add(field);
                    }
                });
            case Step.Delete delete ->
                delete.type().fields().stream().map(Field::name).forEach(fields::add);
        }
        return fields;
    }

    private @Nullable Row row(Step step) {
        return switch (step) {
            case Step.Create _ -> null;
            case Step.Update update ->
                transaction.find(update.type().name(), update.id()).orElse(null);
            case Step.Delete delete ->
                transaction.find(delete.type().name(), delete.id()).orElse(null);
        };
    }

    private void save(Pusher pusher, PushedChange change, PushResult result, long version) {
        Long id = change.id();
        boolean isTemporary = change.op().equals(PushedChange.INSERT) && id != null && id < 0;
        book.savePush(new StoredPush(
                pusher.authority().key(),
                change.changeId(),
                fingerprint(change),
                pusher.clientId(),
                change.record().substring(0, Math.min(change.record().length(), RECORD_CHARS_LIMIT)),
                isTemporary ? id : null,
                result.id(),
                Json.text(result.toJson()),
                version));
    }

    private static PushResult rejected(PushedChange change, Code code, String detail) {
        return PushResult.rejected(change.changeId(), Problem.of(code, detail), null);
    }

    /// Tells whether a retry asks for the same. Integers do not count: a client that has learnt the real ids
    /// meanwhile sends those.
    private static String fingerprint(PushedChange change) {
        Map<String, String> values = new TreeMap<>();
        ObjectNode delta = change.delta();
        if (delta != null) {
            for (Map.Entry<String, JsonNode> entry : delta.properties()) {
                boolean isInteger = entry.getValue().isIntegralNumber();
                values.put(entry.getKey(), isInteger ? "" : Json.text(entry.getValue()));
            }
        }
        return Digest.hex(change.op() + " " + change.record() + " " + values);
    }

    /// Others changed the same; the step is taken back.
    private static final class InConflict extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient PushResult result;

        InConflict(PushResult result) {
            super("in conflict", null, false, false);
            this.result = result;
        }
    }
}

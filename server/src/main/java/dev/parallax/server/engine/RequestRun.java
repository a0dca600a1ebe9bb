package dev.parallax.server.engine;

import dev.parallax.change.Commit;
import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Field;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionDefaults;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.StoredClient;
import dev.parallax.server.store.StoredOutcome;
import dev.parallax.server.store.StoredSession;
import dev.parallax.server.store.WriteTransaction;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.RowJson;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs single requests within a group's database transaction. Confined to the writer.
final class RequestRun {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRun.class);

    private final Supplier<Schema> schemas;
    private final WriteTransaction transaction;
    private final VersionClock clock;
    private final Ids ids;
    private final Outcomes outcomes;
    private final PushRun pushes;
    private final LinkWatch links;
    private final RandomGenerator random;

    /// @param schemas gives the schema in force
    RequestRun(
            Supplier<Schema> schemas,
            WriteTransaction transaction,
            VersionClock clock,
            Ids ids,
            Outcomes outcomes,
            PushRun pushes,
            LinkWatch links,
            RandomGenerator random) {
        this.schemas = schemas;
        this.transaction = transaction;
        this.clock = clock;
        this.ids = ids;
        this.outcomes = outcomes;
        this.pushes = pushes;
        this.links = links;
        this.random = random;
    }

    /// Runs a request whole or, if there is a problem, not at all.
    Done run(PendingWrite write, Group group) {
        try {
            return switch (write) {
                case PendingWrite.Mutate mutate -> Done.with(mutate.outcome(), mutate(mutate, group));
                case PendingWrite.Push push -> Done.with(push.outcome(), push(push, group));
                case PendingWrite.SaveClients save -> saveClients(save, group);
                case PendingWrite.CreateSession create -> Done.with(create.outcome(), createSession(create, group));
                case PendingWrite.ChangeSession change -> Done.with(change.outcome(), changeSession(change, group));
                case PendingWrite.EndSession end -> endSession(end, group);
                case PendingWrite.PutSchema ignored ->
                    throw new IllegalArgumentException("a schema is written for itself");
            };
        } catch (ProblemException e) {
            return Done.failing(write.outcome(), e);
        }
    }

    private ObjectNode mutate(PendingWrite.Mutate write, Group group) {
        Authority authority = authority(write.sessionKey(), group);
        Mutation asked = write.mutation();
        Optional<StoredOutcome> first = outcomes.first(authority, asked);
        if (first.isPresent()) {
            return Outcomes.replay(first.get(), asked, schemas.get(), authority, transaction.linkedRows());
        }
        Mutation mutation = asked.in(schemas.get());
        int count = mutation.steps().size();
        long version = clock.next(count);
        long last = version + count - 1;
        Savepoint savepoint = transaction.savepoint();
        Map<String, Long> mark = ids.mark();
        NetChanges changes = new NetChanges();
        try {
            ObjectNode answer = steps(mutation, version, new StepRun(transaction, authority, ids, changes));
            outcomes.saveAnswer(authority, mutation, answer, last);
            Commit commit = changes.commit(last, authority.actor());
            group.add(commit, links.effects(schemas.get(), commit));
            return answer;
        } catch (ProblemException e) {
            transaction.rollbackTo(savepoint);
            ids.resetTo(mark);
            outcomes.saveProblem(authority, mutation, e.problem(), last);
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A mutation failed", e);
            transaction.rollbackTo(savepoint);
            ids.resetTo(mark);
            throw new ProblemException(Code.SYNC_ERROR, "the change could not be made");
        }
    }

    private List<PushResult> push(PendingWrite.Push push, Group group) {
        Authority authority = authority(push.sessionKey(), group);
        return pushes.run(schemas.get(), authority, push.clientId(), push.changes(), group);
    }

    private Done saveClients(PendingWrite.SaveClients save, Group group) {
        for (StoredClient client : save.clients()) {
            if (group.session(client.sessionKey()).isPresent()) {
                transaction.changelog().saveClient(client);
            }
        }
        StoredClient displaced = save.displaced();
        if (displaced != null) {
            transaction.changelog().deleteClient(displaced.sessionKey(), displaced.clientId());
        }
        return () -> save.outcome().complete(null);
    }

    private static ObjectNode steps(Mutation mutation, long version, StepRun run) {
        List<Step> steps = mutation.steps();
        if (!mutation.isBatch()) {
            return run.run(steps.getFirst(), version);
        }
        ObjectNode answer = Json.object().put("version", version + steps.size() - 1);
        ArrayNode results = answer.putArray("results");
        for (int index = 0; index < steps.size(); index++) {
            try {
                results.add(run.run(steps.get(index), version + index));
            } catch (ProblemException e) {
                throw StepRun.inBatch(e, index);
            }
        }
        return answer;
    }

    private Authority authority(@Nullable String sessionKey, Group group) {
        if (sessionKey == null) {
            return new Authority.Operator();
        }
        return new Authority.OfSession(schemas.get(), group.session(sessionKey).orElseThrow(RequestRun::signedOut));
    }

    private CreatedSession createSession(PendingWrite.CreateSession write, Group group) {
        if (group.sessionCount() >= Sessions.COUNT_LIMIT) {
            throw new ProblemException(
                    Code.RATE_LIMITED, "there are " + Sessions.COUNT_LIMIT + " sessions already; end one first");
        }
        long version = clock.next(1);
        requireFit(write.given());
        Long someUser = write.given().containsKey(SessionDefaults.USER_ID) ? null : someUser();
        SessionValues values =
                SessionDefaults.fill(schemas.get().session(), write.given(), someUser, Version.instant(version));
        String hash = Sessions.hash(write.secret());
        Session session = new Session(Sessions.key(hash), values, version);
        transaction.bookkeeping().insertSession(stored(hash, session));
        group.createSession(hash, session);
        return new CreatedSession(write.secret(), session);
    }

    private Session changeSession(PendingWrite.ChangeSession write, Group group) {
        Session before = group.session(Sessions.key(write.secretHash())).orElseThrow(RequestRun::signedOut);
        requireFit(write.fields());
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(before.values().values());
        fields.putAll(write.fields());
        SessionValues values = new SessionValues(fields);
        long version = clock.next(1);
        Session session = before.changedTo(values, version);
        transaction.bookkeeping().updateSession(stored(write.secretHash(), session));
        group.putSession(write.secretHash(), session);
        return session;
    }

    private Done endSession(PendingWrite.EndSession write, Group group) {
        Session session = group.session(Sessions.key(write.secretHash())).orElseThrow(RequestRun::signedOut);
        transaction.bookkeeping().deleteSession(write.secretHash());
        transaction.changelog().endSession(session.key());
        group.endSession(write.secretHash(), session);
        return () -> write.outcome().complete(null);
    }

    private @Nullable Long someUser() {
        return schemas.get().record("User").isPresent()
                ? transaction.randomId("User", random).orElse(null)
                : null;
    }

    static ProblemException signedOut() {
        return new ProblemException(Code.AUTH_ERROR, "the session is unknown or has ended");
    }

    /// The fields were checked before they waited; the schema may be another one since.
    private void requireFit(Map<String, @Nullable Object> fields) {
        List<FieldError> errors = new ArrayList<>();
        fields.forEach((name, value) -> {
            Field field = schemas.get().session().field(name).orElse(null);
            boolean fits = field != null
                    && (value == null
                            ? field.nullable()
                            : field.type().javaType().isInstance(value));
            if (!fits) {
                errors.add(new FieldError(name, "`" + name + "` is no longer such a field of the session"));
            }
        });
        Arguments.requireNone(errors);
    }

    static StoredSession stored(String hash, Session session) {
        ObjectNode changed = Json.object();
        session.changed().forEach(changed::put);
        return new StoredSession(
                hash,
                Json.text(RowJson.encode(session.values().values())),
                session.version(),
                session.first(),
                Json.text(changed));
    }
}

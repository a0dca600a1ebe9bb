package dev.parallax.server;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineFigures;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.Mutation;
import dev.parallax.server.engine.Read;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.engine.Visibility;
import dev.parallax.server.engine.Why;
import dev.parallax.server.http.WebServer;
import dev.parallax.server.session.ConnectedSession;
import dev.parallax.server.session.Session;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// Looks straight into an engine and its front. Thread-safe.
record EngineInspection(Engine engine, WebServer web) implements Inspection {
    @Override
    public Schema schema() {
        return engine.schema();
    }

    @Override
    public long version() {
        return engine.clockVersion();
    }

    @Override
    public TruthSnapshot truth(SessionValues values) {
        return engine.truth(values);
    }

    @Override
    public Visibility visibility(String record, Collection<SessionValues> sessions, int limit) {
        return engine.visibility(type(record), sessions, limit);
    }

    @Override
    public Optional<SessionValues> session(String sessionId) {
        return engine.session(sessionId).map(Session::values);
    }

    @Override
    public Optional<Subscription> subscribe(String sessionId, Subscriber subscriber) {
        return engine.session(sessionId).map(session -> engine.subscribe(session, subscriber));
    }

    @Override
    public List<ConnectedSession> connections() {
        return web.connected();
    }

    @Override
    public List<LogEntry> log(long after, int limit) {
        return engine.log(after, limit);
    }

    @Override
    public Contents contents(int logLimit) {
        return engine.contents(logLimit);
    }

    @Override
    public Explanation explain(Operation operation, String record, long id, SessionValues values) {
        return engine.explain(values, type(record), operation, id);
    }

    @Override
    public Why why(Operation operation, String record, long id, SessionValues values) {
        return engine.why(values, type(record), operation, id);
    }

    private RecordType type(String record) {
        return engine.schema()
                .record(record)
                .orElseThrow(() -> new ProblemException(Code.NOT_FOUND, "there is no record `" + record + "`"));
    }

    @Override
    public boolean isBroadcastStopped() {
        return engine.faults().isBroadcastStopped();
    }

    @Override
    public EngineFigures figures() {
        return engine.figures();
    }

    @Override
    public SchemaHistory schemas() {
        return engine.schemas();
    }

    @Override
    public SchemaPreview previewSchema(Schema next, BooleanSupplier isStale) {
        return engine.previewSchema(next, isStale);
    }

    @Override
    public CompletableFuture<SchemaPut> putSchema(Schema next, boolean dropData) {
        return engine.putSchema(next, dropData);
    }

    @Override
    public CompletableFuture<ObjectNode> operate(String operation, ObjectNode args) {
        try {
            return switch (DbCall.parse(engine.schema(), operation, args)) {
                case Mutation mutation -> engine.operate(mutation);
                case Read ignored -> throw new ProblemException(Code.INVALID, "`" + operation + "` changes nothing");
            };
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<ObjectNode> operateBatch(ObjectNode body) {
        try {
            return engine.operate(DbCall.parseBatch(engine.schema(), body));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

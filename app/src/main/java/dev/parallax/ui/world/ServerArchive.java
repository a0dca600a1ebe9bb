package dev.parallax.ui.world;

import dev.parallax.change.Change;
import dev.parallax.oracle.TypedSession;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Schema;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.engine.Visibility;
import dev.parallax.server.engine.Why;
import dev.parallax.wire.ProblemException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The archive of a server in the same process. Thread-safe.
final class ServerArchive implements Archive {
    private final Inspection inspection;
    private final LogIndex index = new LogIndex();

    ServerArchive(Inspection inspection) {
        this.inspection = inspection;
    }

    @Override
    public Optional<Explanation> whyVisible(String record, long id, SessionValues session) {
        try {
            return Optional.of(inspection.explain(Operation.QUERY, record, id, session));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Why> why(String record, long id, SessionValues session) {
        try {
            return Optional.of(inspection.why(Operation.QUERY, record, id, session));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    @Override
    public TruthSnapshot truth(SessionValues session) {
        return inspection.truth(session);
    }

    @Override
    public Visibility visibility(String record, Set<SessionValues> sessions, int limit) {
        Schema schema = inspection.schema();
        Map<SessionValues, SessionValues> typed = new LinkedHashMap<>();
        sessions.forEach(session -> typed.put(session, TypedSession.of(session, schema)));
        try {
            Visibility found = inspection.visibility(record, new LinkedHashSet<>(typed.values()), limit);
            Map<SessionValues, Set<Long>> visible = new LinkedHashMap<>();
            typed.forEach(
                    (session, asked) -> visible.put(session, found.visible().getOrDefault(asked, Set.of())));
            return new Visibility(found.version(), found.rows(), visible, found.isCut());
        } catch (ProblemException e) {
            return new Visibility(inspection.version(), List.of(), Map.of(), false);
        }
    }

    @Override
    public SchemaPreview preview(Schema next, BooleanSupplier isStale) {
        return inspection.previewSchema(next, isStale);
    }

    @Override
    public List<Change> history(String record, long id) {
        return index.history(record, id, this::changes);
    }

    @Override
    public List<Change> changes(long after, int limit) {
        return log(after, limit).stream().map(LogEntry::change).toList();
    }

    @Override
    public List<LogEntry> log(long after, int limit) {
        return inspection.log(after, limit);
    }
}

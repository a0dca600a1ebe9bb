package dev.parallax.ui.world;

import dev.parallax.change.Change;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.engine.Visibility;
import dev.parallax.server.engine.Why;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Questions whose answers are in the database. Thread-safe; every call blocks, so never on the FX thread.
public interface Archive {
    /// Whether a session with these values may query the row, and why; empty if there is no such row.
    Optional<Explanation> whyVisible(String record, long id, SessionValues session);

    /// The same, with what would change it, which takes longer.
    Optional<Why> why(String record, long id, SessionValues session);

    /// What a session with these values may see now.
    TruthSnapshot truth(SessionValues session);

    /// Which rows of a record there are, and what of them sessions may see, all at one state; nothing if there is no
    /// such record.
    ///
    /// @param sessions as clients hold them, by which the answer is found too
    /// @param limit of rows
    Visibility visibility(String record, Set<SessionValues> sessions, int limit);

    /// What another schema would change for the sessions that there are.
    ///
    /// @throws dev.parallax.server.engine.UnsupportedSchemaException if the server cannot do what it asks for
    /// @param isStale whether nobody waits for it any more
    /// @throws dev.parallax.wire.ProblemException if it would take too long
    /// @throws java.util.concurrent.CancellationException once it is stale
    SchemaPreview preview(Schema next, BooleanSupplier isStale);

    /// Changes newer than a version, oldest first.
    ///
    /// @param limit from 1 to 10,000
    List<Change> changes(long after, int limit);

    /// The same as the log keeps them, with the hashes of its chain.
    List<LogEntry> log(long after, int limit);

    /// The newest changes of a row, newest first.
    List<Change> history(String record, long id);
}

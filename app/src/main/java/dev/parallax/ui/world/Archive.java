package dev.parallax.ui.world;

import dev.parallax.change.Change;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import java.util.List;
import java.util.Optional;

/// Questions whose answers are in the database. Thread-safe; every call blocks, so never on the FX thread.
public interface Archive {
    /// Why a session with these values may query the row or not; empty if there is no such row.
    Optional<Explanation> whyVisible(String record, long id, SessionValues session);

    /// The newest changes of a row, newest first.
    List<Change> history(String record, long id);
}

package dev.parallax.client;

import java.util.List;

/// What one device keeps over its client's death: local edits, rows, and whatever says how far the rows are.
///
/// Implementations must
/// - keep all changes of a save or none, and the saves in the order they were asked for;
/// - tell the outcome of every save exactly once, in the same order, on any thread, perhaps before `save` returns;
/// - tell of success only when a [#load] after a crash would find what was saved;
/// - refuse every save once the device was opened again: see [LocalStorage].
public interface ClientStorage {
    /// Why a save of a client that is no longer the device's fails.
    String OPENED_AGAIN = "the device was opened again";

    /// What was kept; waits for the disk.
    ///
    /// @throws StorageException if it cannot be read
    Kept load();

    void save(List<StorageChange> changes, SaveOutcome outcome);

    /// Hears how a save ended. Must be quick.
    interface SaveOutcome {
        void saved();

        /// @param reason a phrase for a person: `the disk is full`
        void failed(String reason);
    }
}

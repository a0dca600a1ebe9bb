package dev.parallax.ui.acting;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Something that a person did at once, whatever it touched. FX thread only.
public interface Done {
    /// What was done, as an imperative phrase: `delete 3 posts`.
    String what();

    /// Whether anything came of it, as far as is known.
    default boolean happened() {
        return true;
    }

    /// Whether there is a way back at all.
    default boolean canBeUndone() {
        return true;
    }

    /// Takes it back.
    ///
    /// @return completes on the FX thread: empty if all of it is taken back, else a sentence that says why not
    CompletableFuture<Optional<String>> undo();

    /// Does it once more, after [#undo].
    ///
    /// @return see [#undo]
    CompletableFuture<Optional<String>> redo();

    /// Something that has no way back.
    record ForGood(String what) implements Done {
        @Override
        public boolean canBeUndone() {
            return false;
        }

        @Override
        public CompletableFuture<Optional<String>> undo() {
            throw new IllegalStateException("there is no way back");
        }

        @Override
        public CompletableFuture<Optional<String>> redo() {
            throw new IllegalStateException("it was never taken back");
        }
    }
}

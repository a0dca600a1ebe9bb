package dev.parallax.ui.faults;

import dev.parallax.ui.acting.Done;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A fault that the server was asked for; nothing happened if it refuses. FX thread only.
final class ServerDeed implements Done {
    /// Asks the server; completes on the FX thread with a sentence if it refuses.
    interface Asking extends Supplier<CompletableFuture<Optional<String>>> {}

    private final String what;
    private final Asking does;
    private final @Nullable Asking takesBack;
    private final CompletableFuture<Optional<String>> answer;

    /// Asks at once.
    ///
    /// @param takesBack null if there is no way back
    ServerDeed(String what, Asking does, @Nullable Asking takesBack) {
        this.what = what;
        this.does = does;
        this.takesBack = takesBack;
        this.answer = does.get();
    }

    @Override
    public String what() {
        return what;
    }

    CompletableFuture<Optional<String>> answer() {
        return answer;
    }

    @Override
    public boolean happened() {
        return !answer.isDone() || answer.join().isEmpty();
    }

    @Override
    public boolean canBeUndone() {
        return takesBack != null;
    }

    /// Asks only when the server answered, so that it hears of both in order.
    @Override
    public CompletableFuture<Optional<String>> undo() {
        Asking back = takesBack;
        if (back == null) {
            throw new IllegalStateException("there is no way back");
        }
        return answer.thenCompose(refusal -> refusal.isEmpty() ? back.get() : answer);
    }

    @Override
    public CompletableFuture<Optional<String>> redo() {
        return does.get();
    }
}

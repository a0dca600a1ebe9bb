package dev.parallax.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javafx.application.Platform;

/// Runs test code on the FX thread of a toolkit that is started once for all tests and never ends by itself.
public final class FxThread {
    private static boolean started;

    private FxThread() {}

    /// The result of `work`, run on the FX thread; its failure is thrown here. May be called on that thread too.
    public static <T> T call(Callable<T> work) {
        if (Platform.isFxApplicationThread()) {
            return here(work);
        }
        start();
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.join();
    }

    private static <T> T here(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    public static void run(Runnable work) {
        call(() -> {
            work.run();
            return true;
        });
    }

    private static synchronized void start() {
        if (!started) {
            started = true;
            CompletableFuture<Boolean> up = new CompletableFuture<>();
            Platform.setImplicitExit(false);
            try {
                Platform.startup(() -> up.complete(true));
            } catch (IllegalStateException alreadyRunning) {
                up.complete(true);
            }
            up.join();
        }
    }
}

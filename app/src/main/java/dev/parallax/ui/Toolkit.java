package dev.parallax.ui;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javafx.application.Platform;

/// Starts JavaFX from a plain class path, once in a process. Thread-safe, but not for the FX thread.
public final class Toolkit {
    /// JavaFX warns at every start that it was not loaded as modules; that is how this program is built.
    private static final String KNOWN_WARNING = "Unsupported JavaFX configuration";

    /// Held, because unused loggers may be collected together with their filters.
    private static final Logger LOGGER = Logger.getLogger("javafx");

    private Toolkit() {}

    /// Returns when JavaFX is up; does nothing if it is already.
    ///
    /// @throws ToolkitException if a window system or a native library that it needs is missing
    public static void start() {
        LOGGER.setFilter(
                record -> record.getMessage() == null || !record.getMessage().startsWith(KNOWN_WARNING));
        CountDownLatch up = new CountDownLatch(1);
        try {
            Platform.startup(up::countDown);
            up.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ToolkitException("JavaFX was interrupted while it started", e);
        } catch (IllegalStateException e) {
            LOGGER.fine("JavaFX is up already.");
        } catch (UnsupportedOperationException | LinkageError e) {
            throw new ToolkitException(
                    "JavaFX could not start here, because a display or a library that it needs is missing", e);
        }
    }

    /// Runs `work` on the FX thread and waits for what it returns.
    public static <T> T call(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception | LinkageError e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }
}

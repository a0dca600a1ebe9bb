package dev.parallax.ui.pulse;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs what may wait (SQL, files, starting and closing) away from the FX thread and posts what comes of it to the
/// mailbox. Thread-safe.
public final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Mailbox mailbox;

    public Background(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    public Mailbox mailbox() {
        return mailbox;
    }

    /// Runs `work`; a failure is logged once.
    public void run(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("Background work failed", e);
            }
        });
    }

    /// Interrupts what still runs.
    @Override
    public void close() {
        executor.shutdownNow();
    }
}

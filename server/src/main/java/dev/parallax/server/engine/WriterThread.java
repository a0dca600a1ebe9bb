package dev.parallax.server.engine;

/// The one thread that writes: steps a [Writer] for as long as there is something to do. Thread-safe.
final class WriterThread implements AutoCloseable {
    /// How long the thread sleeps at most, so that the clock's ceiling stays ahead of it.
    private static final int IDLE_MILLIS = 500;

    private final Writer writer;
    private final Thread thread;

    private WriterThread(Writer writer) {
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("parallax-writer").daemon().unstarted(this::run);
    }

    static WriterThread start(Writer writer) {
        WriterThread started = new WriterThread(writer);
        started.thread.start();
        return started;
    }

    /// Waits until everything accepted is done.
    @Override
    public void close() {
        writer.shut();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        do {
            awaitWork();
        } while (writer.step());
        writer.finish();
    }

    private void awaitWork() {
        try {
            writer.await(IDLE_MILLIS);
        } catch (InterruptedException e) {
            // Only closing ends the writer; nobody else has a reason to interrupt it.
            return;
        }
    }
}

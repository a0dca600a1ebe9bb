package dev.parallax.server.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The few *senders*: threads that hand frames to sockets.
final class Senders {
    private Senders() {}

    static ExecutorService start() {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().daemon().name("parallax-sender-", 1).factory());
    }
}

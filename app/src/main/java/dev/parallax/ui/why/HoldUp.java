package dev.parallax.ui.why;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.network.LinkFaults;

/// What keeps news from a client, in words that continue a sentence: "it is offline". Stateless.
final class HoldUp {
    private HoldUp() {}

    /// Whether the client follows, over a good line, a server that tells what it does.
    static boolean isNone(Facts facts) {
        return facts.snapshot().status() == Status.LIVE && facts.faults().isNone() && !facts.broadcastStopped();
    }

    /// The first that explains it.
    static String of(Facts facts) {
        return switch (facts.snapshot().status()) {
            case OFFLINE -> text("holdup.offline");
            case AUTH_ERROR -> text("holdup.auth");
            case CONNECTION_ERROR -> text("holdup.connection");
            case SYNC_ERROR -> text("holdup.sync");
            case CONNECTING -> facts.faults().isNone() ? text("holdup.connecting") : line(facts.faults());
            case SYNCING -> facts.faults().isNone() ? text("holdup.syncing") : line(facts.faults());
            case LIVE -> live(facts);
        };
    }

    private static String live(Facts facts) {
        if (facts.broadcastStopped()) {
            return text("holdup.broadcast");
        }
        if (!facts.faults().isNone()) {
            return line(facts.faults());
        }
        return text(facts.dialect().equals(Dialect.SPACE.text()) ? "holdup.batch" : "holdup.way");
    }

    private static String line(LinkFaults faults) {
        if (faults.halfOpen()) {
            return text("holdup.halfopen");
        }
        if (faults.messagesPerSecond() > 0) {
            return text("holdup.reader", faults.messagesPerSecond());
        }
        if (faults.latencyMillis() + faults.jitterMillis() > 0) {
            return faults.jitterMillis() == 0
                    ? text("holdup.latency", faults.latencyMillis())
                    : text("holdup.jitter", faults.latencyMillis(), faults.latencyMillis() + faults.jitterMillis());
        }
        return text("holdup.bandwidth", faults.bytesPerSecond());
    }
}

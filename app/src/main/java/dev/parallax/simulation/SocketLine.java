package dev.parallax.simulation;

import dev.parallax.client.Event;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A socket between a client and the server, over a [Wire]. Confined to its simulation.
final class SocketLine implements ClientLine, ToClient {
    private final long number;
    private final SimulatedServer server;
    private final Wire.Lane there;
    private final Wire.Lane back;
    private final Consumer<String> told;
    private final Receiver receiver;
    private @Nullable SimulatedSocket far;
    private boolean isOver;

    SocketLine(long number, Wire wire, SimulatedServer server, Consumer<String> told, Receiver receiver) {
        this.number = number;
        this.server = server;
        this.there = wire.lane();
        this.back = wire.lane();
        this.told = told;
        this.receiver = receiver;
    }

    void open(String secret) {
        there.send(() -> {
            if (!isOver) {
                far = server.socket(secret, this);
            }
        });
    }

    void send(String text) {
        there.send(() -> {
            SimulatedSocket end = far;
            if (end != null) {
                server.socketText(end, text);
            }
        });
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public void close() {
        isOver = true;
        hangUp();
    }

    @Override
    public void breakNow(String reason) {
        if (!isOver) {
            isOver = true;
            hangUp();
            receiver.arrived(this, new Event.SocketFailed(number, 0, reason), "");
        }
    }

    private void hangUp() {
        there.send(() -> {
            SimulatedSocket end = far;
            if (end != null) {
                server.socketGone(end);
            }
        });
    }

    @Override
    public void opened() {
        arrive(new Event.SocketOpened(number), "", false);
    }

    @Override
    public void refused(int status, String body) {
        arrive(new Event.SocketFailed(number, status, "the server refused with status " + status), body, true);
    }

    /// An empty text is a question for a sign of life, and what arrives is the answer to it.
    @Override
    public void text(String text, Runnable arrived) {
        told.accept(text);
        back.send(() -> {
            if (isOver) {
                return;
            }
            if (text.isEmpty()) {
                there.send(arrived);
            } else {
                arrived.run();
                receiver.arrived(this, new Event.SocketMessage(number, text), text);
            }
        });
    }

    @Override
    public void closed(int code, String reason) {
        arrive(new Event.SocketClosed(number, code, reason), "", true);
        there.send(() -> {
            SimulatedSocket end = far;
            if (end != null) {
                server.socketGone(end);
            }
        });
    }

    @Override
    public void broke() {
        arrive(new Event.SocketFailed(number, 0, "the connection broke"), "", true);
    }

    private void arrive(Event event, String text, boolean isLast) {
        back.send(() -> {
            if (!isOver) {
                isOver = isLast;
                receiver.arrived(this, event, text);
            }
        });
    }
}

package dev.parallax.simulation;

import dev.parallax.server.front.CursorConnection;
import dev.parallax.server.front.LiveSocket;
import org.jspecify.annotations.Nullable;

/// The server's end of a socket. Confined to its simulation.
final class SimulatedSocket implements LiveSocket {
    private final VirtualTime time;
    private final ToClient client;
    private final Runnable onCut;
    private long heardNanos;
    private boolean isGone;
    private @Nullable CursorConnection connection;

    /// @param onCut the server has cut it
    SimulatedSocket(VirtualTime time, ToClient client, Runnable onCut) {
        this.time = time;
        this.client = client;
        this.onCut = onCut;
        this.heardNanos = time.nanos();
    }

    void use(CursorConnection opened) {
        connection = opened;
    }

    /// The client says something.
    void receive(String text) {
        heard();
        CursorConnection open = connection;
        if (open != null && !isGone) {
            open.stream().receive(text);
        }
    }

    void heard() {
        heardNanos = time.nanos();
    }

    /// Nothing goes out any more.
    void gone() {
        isGone = true;
    }

    @Nullable
    CursorConnection connection() {
        return connection;
    }

    @Override
    public void send(String frame, Runnable done, Runnable failed) {
        if (isGone) {
            failed.run();
        } else {
            client.text(frame, done);
        }
    }

    @Override
    public void finishing() {}

    @Override
    public void close(int code, String reason) {
        if (!isGone) {
            isGone = true;
            client.closed(code, reason);
        }
    }

    @Override
    public void cut() {
        if (!isGone) {
            isGone = true;
            client.broke();
            onCut.run();
        }
    }

    /// A client's network stack answers pings by itself, as long as anything passes at all.
    @Override
    public void ping() {
        if (!isGone) {
            client.text("", this::heard);
        }
    }

    @Override
    public long silentNanos() {
        return time.nanos() - heardNanos;
    }
}

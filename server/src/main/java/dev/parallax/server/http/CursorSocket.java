package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import dev.parallax.server.front.CursorConnection;
import dev.parallax.server.front.CursorStream;
import dev.parallax.server.front.Front;
import dev.parallax.server.front.Handshake;
import dev.parallax.server.front.LiveSocket;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The socket of one live connection: passes on what arrives, notes that something did, and sends. Jetty calls its
/// `on…` methods one after the other; the rest is thread-safe. Public only because Jetty looks its methods up.
public final class CursorSocket implements Session.Listener.AutoDemanding, LiveSocket {
    private static final Logger LOG = LoggerFactory.getLogger(CursorSocket.class);
    private static final ByteBuffer PING = ByteBuffer.wrap("parallax".getBytes(StandardCharsets.US_ASCII));

    private final Handshake handshake;
    private final Front front;
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile @Nullable Session session;
    private volatile @Nullable CursorConnection connection;
    private volatile boolean finishing;
    private volatile long heardAtNanos = System.nanoTime();

    private final Engine engine;

    CursorSocket(Handshake handshake, Front front, Engine engine) {
        this.handshake = handshake;
        this.front = front;
        this.engine = engine;
    }

    /// May block until the writer has made a session: every socket has a virtual thread for that.
    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        try {
            connection = front.open(this, secret(), handshake.userAgent());
        } catch (ProblemException e) {
            boolean ended = e.problem().code() == Code.AUTH_ERROR;
            close(
                    ended ? CursorStream.SESSION_ENDED : StatusCode.TRY_AGAIN_LATER,
                    e.problem().detail());
        }
    }

    private String secret() {
        String known = handshake.secret();
        if (known != null) {
            return known;
        }
        return Waiting.on(engine.createSession(Map.of())).secret();
    }

    @Override
    public void onWebSocketText(String text) {
        heard();
        CursorConnection open = connection;
        if (open != null) {
            open.stream().receive(text);
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        heard();
        CursorConnection open = connection;
        if (open != null) {
            open.stream().refuse("messages are JSON text, not binary");
        }
        callback.succeed();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        heard();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("a connection failed: {}", cause.toString());
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        CursorConnection open = connection;
        if (open != null) {
            front.connections().closed(open);
        }
        callback.succeed();
    }

    @Override
    public void send(String frame, Runnable done, Runnable failed) {
        Session open = session;
        if (open == null) {
            failed.run();
            return;
        }
        try {
            open.sendText(frame, Callback.from(done, failure -> failed.run()));
        } catch (IllegalStateException e) {
            failed.run();
        }
    }

    @Override
    public void finishing() {
        finishing = true;
    }

    @Override
    public void close(int code, String reason) {
        Session open = session;
        if (open != null) {
            open.close(code, reason, Callback.NOOP);
        }
    }

    /// Asks for a sign of life, unless the last question has not even left.
    @Override
    public void ping() {
        Session open = session;
        if (open != null && pinging.compareAndSet(false, true)) {
            open.sendPing(PING.duplicate(), Callback.from(() -> pinging.set(false), failure -> {}));
        }
    }

    /// Cuts the connection without a word.
    @Override
    public void cut() {
        Session open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    /// Nanoseconds since the client last sent anything.
    @Override
    public long silentNanos() {
        return System.nanoTime() - heardAtNanos;
    }

    private void heard() {
        if (!finishing) {
            heardAtNanos = System.nanoTime();
        }
    }
}

package dev.parallax.server.http;

import dev.parallax.server.http.Outsider.SignedIn;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A WebSocket on `/sync` as an outsider holds it. It reads only as fast as it is asked to when it is `paused`.
/// Thread-safe.
final class Stream implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final StringBuffer everything = new StringBuffer();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final boolean paused;
    private final WebSocket socket;

    private Stream(Outsider outsider, String query, boolean paused, String... headers) {
        this.paused = paused;
        WebSocket.Builder builder = outsider.http.newWebSocketBuilder();
        for (int index = 0; index < headers.length; index += 2) {
            builder.header(headers[index], headers[index + 1]);
        }
        this.socket =
                builder.buildAsync(outsider.socketUri("/sync" + query), this).join();
    }

    static Stream open(Outsider outsider, SignedIn who) {
        return new Stream(outsider, "?sessionId=" + who.id(), false);
    }

    static Stream open(Outsider outsider, String query, String... headers) {
        return new Stream(outsider, query, false, headers);
    }

    /// Reads nothing before [#resume()].
    static Stream openPaused(Outsider outsider, SignedIn who) {
        return new Stream(outsider, "?sessionId=" + who.id(), true);
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (!paused) {
            webSocket.request(Long.MAX_VALUE);
        }
    }

    void resume() {
        socket.request(Long.MAX_VALUE);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            everything.append(partial).append('\n');
            messages.add(partial.toString());
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        throw new AssertionError("the server sends no binary messages");
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        everything.append(reason);
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /// Whether it ends without a goodbye; waits for its end.
    boolean broke() {
        return closed.handle((code, failure) -> failure != null || code == 1006)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    WebSocket socket() {
        return socket;
    }

    /// The next message, of whatever type.
    ObjectNode next() {
        try {
            String text = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("no message came");
            }
            return Outsider.object(text);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// The next message of this type; others are passed over.
    ObjectNode next(String type) {
        while (true) {
            ObjectNode message = next();
            if (message.get("type").stringValue().equals(type)) {
                return message;
            }
        }
    }

    /// Everything but heartbeats that comes before the heartbeat that says all up to `version` has been sent.
    List<ObjectNode> until(long version) {
        List<ObjectNode> passed = new ArrayList<>();
        while (true) {
            ObjectNode message = next();
            if (!message.get("type").stringValue().equals("heartbeat")) {
                passed.add(message);
            } else if (message.get("version").longValue() >= version) {
                return passed;
            }
        }
    }

    /// Every text that ever came, one behind the other.
    String everything() {
        return everything.toString();
    }

    int awaitClose() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void close() {
        socket.abort();
    }
}

package dev.parallax.network;

import dev.parallax.client.Event;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One WebSocket of one client. Thread-safe.
///
/// The next message is asked for only when the last one was handled, so a client that falls behind holds one
/// message, and the server's bounded queue for it takes the rest.
final class SocketLine implements WebSocket.Listener {
    /// The longest message that is put together: far above any delta.
    private static final int MESSAGE_CHARS_LIMIT = 8 << 20;
    /// A closing handshake that takes longer is not worth waiting for.
    private static final int FAREWELL_MILLIS = 500;

    private static final String CHANNEL = "WS";

    private final long connection;
    private final ClientRuntime runtime;
    private final WireTap tap;
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private boolean closed;
    /// JDK sockets send one text at a time.
    private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);

    SocketLine(long connection, ClientRuntime runtime, WireTap tap) {
        this.connection = connection;
        this.runtime = runtime;
        this.tap = tap;
    }

    long connection() {
        return connection;
    }

    void open(HttpClient http, NetworkConfig config, String sessionId, Runnable over) {
        if (isClosed()) {
            over.run();
            return;
        }
        URI server = config.server();
        URI address = URI.create(
                (server.getScheme().equals("https") ? "wss" : "ws") + "://" + server.getRawAuthority() + "/sync");
        try {
            http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + sessionId)
                    .connectTimeout(config.connectTimeout())
                    .buildAsync(address, this)
                    .whenComplete((opened, failure) -> {
                        over.run();
                        if (failure != null) {
                            failed(failure);
                        }
                    });
        } catch (RuntimeException e) {
            over.run();
            failed(e);
        }
    }

    synchronized void send(String text) {
        WebSocket open = socket;
        if (open == null || closed) {
            return;
        }
        tap.sent(CHANNEL, text);
        lastSend = lastSend.handle((done, failure) -> open.sendText(text, true))
                .thenCompose(sending -> sending)
                .exceptionally(failure -> null);
    }

    /// The last message was handled.
    synchronized void askForNext() {
        if (socket != null && !closed) {
            socket.request(1);
        }
    }

    /// Nothing more is reported after this.
    ///
    /// @param politely says goodbye instead of just cutting the line
    synchronized void close(boolean politely) {
        if (closed) {
            return;
        }
        closed = true;
        WebSocket open = socket;
        if (open == null) {
            return;
        }
        if (politely && !open.isOutputClosed()) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
                    .whenComplete((done, failure) -> open.abort());
        } else {
            open.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (this) {
            if (closed) {
                opened.abort();
                return;
            }
            socket = opened;
        }
        runtime.arrive(new Event.SocketOpened(connection), 0);
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (isClosed()) {
            return null;
        }
        if (partial.length() + data.length() > MESSAGE_CHARS_LIMIT) {
            close(false);
            runtime.tell(new Event.SocketFailed(connection, 0, "the server sent a message without end"));
            return null;
        }
        if (!last) {
            partial.append(data);
            from.request(1);
            return null;
        }
        String text = partial.isEmpty() ? data.toString() : partial.append(data).toString();
        partial.setLength(0);
        tap.received(CHANNEL, text);
        if (runtime.arrive(new Event.SocketMessage(connection, text), text.length())) {
            askForNext();
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        if (!isClosed()) {
            runtime.arrive(new Event.SocketClosed(connection, code, reason), 0);
        }
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        failed(failure);
    }

    private void failed(Throwable failure) {
        if (isClosed()) {
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        int status = cause instanceof WebSocketHandshakeException refused
                ? refused.getResponse().statusCode()
                : 0;
        String phrase = status == 0 ? Exchange.phrase(cause) : "the server refused with status " + status;
        runtime.arrive(new Event.SocketFailed(connection, status, phrase), 0);
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}

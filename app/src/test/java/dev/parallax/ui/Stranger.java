package dev.parallax.ui;

import dev.parallax.client.Dialect;
import dev.parallax.ui.world.Guest;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A program of somebody else, which knows the protocol and nothing of this code.
final class Stranger implements AutoCloseable {
    private static final int POLL_MILLIS = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Guest guest;
    private final AtomicInteger polls = new AtomicInteger();
    private volatile boolean there = true;
    private volatile boolean leaving;

    private Stranger(URI address, Guest guest) {
        this.address = address.toString();
        this.guest = guest;
    }

    static Stranger connect(URI address, Guest guest, Dialect dialect) {
        Stranger stranger = new Stranger(address, guest);
        switch (dialect) {
            case CURSOR -> stranger.openSocket();
            case HEARTBEAT -> stranger.stream("/heartbeatSync", "{\"lastSyncTimestamps\":{}}", "text/event-stream");
            case SPACE ->
                stranger.stream("/api/stream?record=Post&spaceId=" + guest.spaceId(), null, "text/event-stream");
            case COLLECTION -> stranger.stream("/rpc/PostSync", "{\"snapshot\":true}", "application/x-ndjson");
            case CHANGELOG -> Thread.startVirtualThread(stranger::poll);
        }
        return stranger;
    }

    /// Whether its connection is open, or its polls are answered.
    boolean isThere() {
        return there;
    }

    /// How many polls were answered.
    int polls() {
        return polls.get();
    }

    private void openSocket() {
        URI uri = URI.create(address.replaceFirst("http", "ws") + "/sync?sessionId=" + guest.sessionId());
        http.newWebSocketBuilder()
                .buildAsync(uri, new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        there = false;
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        there = false;
                    }
                })
                .join();
    }

    private void stream(String path, @Nullable String body, String accepts) {
        HttpRequest.Builder request = request(path).header("Accept", accepts);
        HttpRequest sent = body == null
                ? request.GET().build()
                : request.POST(BodyPublishers.ofString(body)).build();
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(sent, BodyHandlers.ofInputStream());
        Thread.startVirtualThread(() -> {
            try (InputStream in = answer.join().body()) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                there = false;
            }
            there = false;
        });
    }

    private void poll() {
        ObjectNode next = Json.object().put("clientId", "stranger").put("wait", POLL_MILLIS);
        next.putNull("cursor");
        next.putNull("stateHash");
        next.putArray("changes");
        try {
            while (!leaving) {
                HttpResponse<String> answer = http.send(
                        request("/changes")
                                .POST(BodyPublishers.ofString(Json.text(next)))
                                .build(),
                        BodyHandlers.ofString());
                ObjectNode body = Json.parseObject(answer.body());
                if (answer.statusCode() != 200) {
                    break;
                }
                next.set("cursor", body.get("cursor"));
                next.set("stateHash", body.get("stateHash"));
                polls.incrementAndGet();
            }
        } catch (IOException | InvalidJsonException e) {
            there = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        there = false;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Authorization", "Bearer " + guest.sessionId())
                .header("Content-Type", "application/json");
    }

    @Override
    public void close() {
        leaving = true;
        http.shutdownNow();
    }
}

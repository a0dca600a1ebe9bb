package dev.parallax.network;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// One request and its answer; can be given up at any time, also before its turn came. Thread-safe.
final class Exchange {
    /// The largest answer that is read: a page of 10,000 large rows stays far below.
    private static final long ANSWER_BYTES_LIMIT = 64L << 20;

    static final String TOOK_TOO_LONG = "the server took too long";

    /// What came back.
    record Answer(int status, String body) {}

    private final String method;
    private final String path;
    private final HttpRequest request;
    private final String body;
    private final WireTap tap;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private @Nullable CompletableFuture<HttpResponse<String>> sent;
    private boolean cancelled;

    /// @param bearer the session's secret, or null before there is one
    Exchange(
            NetworkConfig config,
            String method,
            String path,
            @Nullable String bearer,
            String body,
            boolean asAdmin,
            WireTap tap) {
        this.method = method;
        this.path = path;
        this.body = body;
        this.tap = tap;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(config.server() + path))
                .timeout(config.requestTimeout())
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (bearer != null) {
            builder.header("Authorization", "Bearer " + bearer);
        }
        if (asAdmin && config.adminSecret() != null) {
            builder.header("Parallax-Admin", config.adminSecret());
        }
        this.request = builder.build();
    }

    /// Fails with an [IOException] whose message is a phrase for a person.
    CompletableFuture<Answer> answer() {
        return answer;
    }

    synchronized void cancel() {
        cancelled = true;
        if (sent != null) {
            sent.cancel(true);
        }
        answer.cancel(false);
    }

    void start(HttpClient http, Runnable over) {
        CompletableFuture<HttpResponse<String>> response = send(http);
        if (response == null) {
            over.run();
            return;
        }
        response.whenComplete((answered, failure) -> {
            over.run();
            if (failure == null) {
                tap.received(method + " " + path + " " + answered.statusCode(), answered.body());
                answer.complete(new Answer(answered.statusCode(), answered.body()));
            } else {
                answer.completeExceptionally(new IOException(phrase(failure), failure));
            }
        });
    }

    private synchronized @Nullable CompletableFuture<HttpResponse<String>> send(HttpClient http) {
        if (cancelled) {
            return null;
        }
        tap.sent(method + " " + path, body);
        try {
            sent = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_LIMIT));
        } catch (RuntimeException e) {
            sent = CompletableFuture.failedFuture(e);
        }
        return sent;
    }

    /// The phrase of a failed [#answer].
    static String phraseOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : phrase(cause);
    }

    static String phrase(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case HttpTimeoutException ignored -> TOOK_TOO_LONG;
            case java.net.ConnectException ignored -> "the server cannot be reached";
            default -> "the connection broke";
        };
    }
}

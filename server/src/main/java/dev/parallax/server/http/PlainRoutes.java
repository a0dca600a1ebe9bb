package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The page that says what this is, the sign of life and the figures. Thread-safe.
final class PlainRoutes {
    private static final String PAGE_HOST = "127.0.0.1:7070";

    private final Engine engine;
    private final Credentials credentials;
    private final Metrics metrics;
    private final String page;

    PlainRoutes(Engine engine, Credentials credentials, Metrics metrics) {
        this.engine = engine;
        this.credentials = credentials;
        this.metrics = metrics;
        this.page = resource("index.html");
    }

    List<Route> routes() {
        return List.of(
                Route.get("/", this::index), Route.get("/health", this::health), Route.get("/metrics", this::metrics));
    }

    /// The `Host` has passed the gate, so it holds nothing that a page could stumble over.
    private Answer index(Call call) {
        String host = Objects.requireNonNullElse(call.header("Host"), PAGE_HOST);
        return new Answer(
                200,
                "text/html; charset=utf-8",
                page.replace(PAGE_HOST, host),
                Map.of("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"));
    }

    private Answer health(Call call) {
        return Answer.json(Json.object()
                .put("status", "up")
                .put("version", engine.clockVersion())
                .put("schemaHash", engine.schemaHash()));
    }

    /// The counts move with changes that a caller may not see, so they are for the operator.
    private Answer metrics(Call call) {
        credentials.requireAdmin(call);
        return Answer.text(Metrics.CONTENT_TYPE, metrics.text());
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(PlainRoutes.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.parallax.server.front;

import dev.parallax.server.engine.Engine;
import dev.parallax.wire.Json;
import java.util.List;

/// The sign of life and the figures. Thread-safe.
final class PlainRoutes {
    private final Engine engine;
    private final Credentials credentials;
    private final Counts counts;

    PlainRoutes(Engine engine, Credentials credentials, Counts counts) {
        this.engine = engine;
        this.credentials = credentials;
        this.counts = counts;
    }

    List<Route> routes() {
        return List.of(Route.get("/health", this::health), Route.get("/metrics", this::metrics));
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
        return counts.show();
    }
}

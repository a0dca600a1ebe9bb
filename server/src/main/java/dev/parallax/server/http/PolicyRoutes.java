package dev.parallax.server.http;

import dev.parallax.server.engine.Engine;
import java.util.List;

/// Questions about permissions: what an expression gives for a row (stateless), and why a session may or may not.
/// Thread-safe.
final class PolicyRoutes {
    private final Engine engine;
    private final Credentials credentials;

    PolicyRoutes(Engine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = credentials;
    }

    List<Route> routes() {
        return List.of();
    }
}

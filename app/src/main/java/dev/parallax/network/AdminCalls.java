package dev.parallax.network;

import dev.parallax.wire.Json;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// What the operator asks of the server over the network. Thread-safe; every method returns at once.
public final class AdminCalls {
    private final Network network;

    AdminCalls(Network network) {
        this.network = network;
    }

    /// Makes the server fail on purpose, or stop doing so: see docs/protocol.md.
    ///
    /// @return which faults are on; fails with the server's sentence
    public CompletableFuture<ObjectNode> fault(ObjectNode fault) {
        return call("POST", "/admin/faults", fault);
    }

    /// Brings another schema into force. What would lose data is refused.
    ///
    /// @param source its whole text
    /// @return the server's answer; fails with its sentence
    public CompletableFuture<ObjectNode> putSchema(String source) {
        return call("PUT", "/admin/schema", Json.object().put("source", source));
    }

    /// Has the server compute the log's chain anew.
    ///
    /// @return the server's verdict; fails with its sentence
    public CompletableFuture<ObjectNode> verifyLog() {
        Exchange exchange = new Exchange(network.config(), "GET", "/admin/log/verify", null, "", true, WireTap.NONE);
        return network.send(exchange).answer().thenApply(SessionCalls::read);
    }

    private CompletableFuture<ObjectNode> call(String method, String path, ObjectNode body) {
        Exchange exchange = new Exchange(network.config(), method, path, null, Json.text(body), true, WireTap.NONE);
        return network.send(exchange).answer().thenApply(SessionCalls::read);
    }
}

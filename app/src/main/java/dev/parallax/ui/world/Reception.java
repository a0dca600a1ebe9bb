package dev.parallax.ui.world;

import dev.parallax.change.Row;
import dev.parallax.fleet.Fleet;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.server.Inspection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.node.ObjectNode;

/// Makes sessions for clients from outside. Thread-safe.
record Reception(Fleet fleet, Inspection inspection, Guests guests) {
    /// Opens a session over the network, as anyone might.
    ///
    /// @return fails with a sentence
    CompletableFuture<Guest> open(ObjectNode fields) {
        return fleet.openSession(fields)
                .thenApplyAsync(opened -> welcome(opened.sessionId()), Thread::startVirtualThread);
    }

    private Guest welcome(String sessionId) {
        guests.add(sessionId);
        SessionValues session = inspection
                .session(sessionId)
                .orElseThrow(() -> new CompletionException(new IOException("The session ended at once.")));
        return new Guest(sessionId, session, space(session));
    }

    private long space(SessionValues session) {
        List<Row> spaces = inspection.schema().record(World.POST).stream()
                .flatMap(post -> post.links().stream().filter(link -> isTopic(post, link)))
                .findFirst()
                .map(link -> inspection.truth(session).tables().getOrDefault(link.target(), List.of()))
                .orElse(List.of());
        return spaces.isEmpty() ? 0 : spaces.getFirst().id();
    }

    private static boolean isTopic(RecordType post, Link link) {
        return !link.many() && link.localField().equals(post.topic());
    }
}

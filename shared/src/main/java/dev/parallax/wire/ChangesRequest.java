package dev.parallax.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /changes`: what a client pushes, and where its own state stands. Immutable.
///
/// @param clientId chosen by the client, the same for ever; names its chain and its temporary ids within its session
/// @param cursor as the server last gave it, or null to start with nothing
/// @param stateHash the hash of the client's chain at its cursor, or null with a null cursor
/// @param waitMillis how long the answer may wait for something to say
/// @param changes in the order in which they were made
/// @param pageSize the most changes to answer, or null for the default; a transaction is never cut
public record ChangesRequest(
        String clientId,
        @Nullable Long cursor,
        @Nullable String stateHash,
        int waitMillis,
        List<PushedChange> changes,
        @Nullable Integer pageSize) {
    /// One request is one step of the writer, so it is bounded.
    public static final int CHANGES_LIMIT = 1_000;
    /// Longer than networks leave an idle connection alone.
    public static final int WAIT_MILLIS_LIMIT = 60_000;

    public static final int CLIENT_ID_CHARS_LIMIT = 64;
    public static final int PAGE_SIZE_DEFAULT = 1_000;
    public static final int PAGE_SIZE_LIMIT = 10_000;

    public ChangesRequest {
        changes = List.copyOf(changes);
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object()
                .put("clientId", clientId)
                .put("cursor", cursor)
                .put("stateHash", stateHash)
                .put("wait", waitMillis);
        ArrayNode array = node.putArray("changes");
        changes.forEach(change -> array.add(change.toJson()));
        return pageSize == null ? node : node.put("pageSize", pageSize);
    }

    /// @throws InvalidJsonException naming the field that is wrong
    /// @throws ProblemException TOO_LARGE for too many changes
    public static ChangesRequest fromJson(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        String clientId = body.string("clientId");
        if (clientId.isBlank() || clientId.length() > CLIENT_ID_CHARS_LIMIT) {
            throw new InvalidJsonException("`clientId` must have from 1 to " + CLIENT_ID_CHARS_LIMIT + " characters");
        }
        Long wait = body.optionalInteger("wait", 0, WAIT_MILLIS_LIMIT);
        Long pageSize = body.optionalInteger("pageSize", 1, PAGE_SIZE_LIMIT);
        return new ChangesRequest(
                clientId,
                body.optionalInteger("cursor"),
                body.optionalString("stateHash"),
                wait == null ? 0 : wait.intValue(),
                changes(body),
                pageSize == null ? null : (Integer) pageSize.intValue());
    }

    private static List<PushedChange> changes(JsonFields body) {
        JsonNode given = body.node().path("changes");
        if (given.isMissingNode() || given.isNull()) {
            return List.of();
        }
        ArrayNode array = body.array("changes");
        if (array.size() > CHANGES_LIMIT) {
            throw new ProblemException(
                    Problem.Code.TOO_LARGE, "a request has at most " + CHANGES_LIMIT + " changes, not " + array.size());
        }
        List<PushedChange> changes = new ArrayList<>(array.size());
        for (int index = 0; index < array.size(); index++) {
            String path = "changes[" + index + "]";
            if (!(array.get(index) instanceof ObjectNode change)) {
                throw new InvalidJsonException("`" + path + "` must be an object");
            }
            changes.add(PushedChange.fromJson(change, path));
        }
        return changes;
    }
}

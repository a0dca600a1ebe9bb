package dev.parallax.server.http;

import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A changelog client by PROTOCOL alone, with its own hashes. It keeps what it pushes until it is heard of.
/// Confined to one thread.
final class ChangesClient {
    private static final byte[] GENESIS = new byte[32];

    final Map<String, Map<Long, ObjectNode>> tables = new TreeMap<>();
    final ArrayNode outbox = Outsider.MAPPER.createArrayNode();
    private final Outsider outsider;
    private final SignedIn who;
    private final String clientId;
    private JsonNode cursor = Outsider.MAPPER.nullNode();
    private byte[] hash = GENESIS;
    private long lastTemporaryId;
    int resets;

    ChangesClient(Outsider outsider, SignedIn who, String clientId) {
        this.outsider = outsider;
        this.who = who;
        this.clientId = clientId;
    }

    /// Queues an edit.
    ObjectNode edit(String op, String record, @Nullable Long id, Map<String, ?> delta) {
        ObjectNode change = outbox.addObject()
                .put("changeId", UUID.randomUUID().toString())
                .put("record", record)
                .put("op", op)
                .put("id", id);
        if (!op.equals("delete")) {
            change.set("delta", Outsider.MAPPER.valueToTree(delta));
        }
        ObjectNode known =
                id == null ? null : tables.getOrDefault(record, Map.of()).get(id);
        if (known != null) {
            change.put("baseVersion", World.version(known));
        }
        return change;
    }

    long nextTemporaryId() {
        return --lastTemporaryId;
    }

    ObjectNode request(int waitMillis) {
        ObjectNode body = Outsider.MAPPER.createObjectNode().put("clientId", clientId);
        body.set("cursor", cursor);
        if (!cursor.isNull()) {
            body.put("stateHash", hash());
        }
        body.put("wait", waitMillis).set("changes", outbox.deepCopy());
        return body;
    }

    Reply send(ObjectNode body) {
        return outsider.post("/changes", body.toString(), "Authorization", "Bearer " + who.id());
    }

    /// One exchange; empties the outbox.
    ObjectNode exchange() {
        return exchange(0);
    }

    ObjectNode exchange(int waitMillis) {
        return hear(send(request(waitMillis)).json(200));
    }

    ObjectNode hear(ObjectNode answer) {
        outbox.removeAll();
        if (answer.get("reset").booleanValue()) {
            resets++;
            tables.clear();
            hash = GENESIS;
        }
        answer.get("changes").forEach(change -> apply((ObjectNode) change));
        cursor = answer.get("cursor");
        String said = answer.get("stateHash").stringValue();
        if (!said.equals(hash())) {
            throw new AssertionError("the server's hash is " + said + ", the client's " + hash());
        }
        return answer;
    }

    /// Until there is nothing more.
    void pullAll() {
        boolean hasMore = true;
        while (hasMore) {
            hasMore = exchange().get("hasMore").booleanValue();
        }
    }

    /// A row that it must hold.
    ObjectNode row(String record, long id) {
        return Objects.requireNonNull(tables.getOrDefault(record, Map.of()).get(id));
    }

    SignedIn who() {
        return who;
    }

    long cursor() {
        return cursor.longValue();
    }

    String hash() {
        return HexFormat.of().formatHex(hash);
    }

    private void apply(ObjectNode change) {
        Map<Long, ObjectNode> rows =
                tables.computeIfAbsent(change.get("record").stringValue(), name -> new TreeMap<>());
        long id = change.get("id").longValue();
        if (change.get("op").stringValue().equals("delete")) {
            if (rows.remove(id) == null) {
                throw new AssertionError("deletes what was never there: " + change);
            }
        } else {
            boolean isNew = rows.put(id, (ObjectNode) change.get("row")) == null;
            if (isNew != change.get("op").stringValue().equals("insert")) {
                throw new AssertionError("an insert is no update: " + change);
            }
        }
        if (rows.isEmpty()) {
            tables.remove(change.get("record").stringValue());
        }
        byte[] changeHash = digest(canonical(change).getBytes(StandardCharsets.UTF_8));
        byte[] both = new byte[changeHash.length + hash.length];
        System.arraycopy(changeHash, 0, both, 0, changeHash.length);
        System.arraycopy(hash, 0, both, changeHash.length, hash.length);
        hash = digest(both);
    }

    /// RFC 8785 for what the default schema holds: no fractions, no control characters.
    private static String canonical(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node.toString();
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        StringBuilder text = new StringBuilder("{");
        sorted.forEach((name, value) -> text.append(text.length() == 1 ? "" : ",")
                .append('"')
                .append(name)
                .append("\":")
                .append(canonical(value)));
        return text.append('}').toString();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

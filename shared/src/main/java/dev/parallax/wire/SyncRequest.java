package dev.parallax.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /sync`: one step of a cursor catch-up. Immutable.
///
/// @param tables what the client has, by record; an absent record starts empty
/// @param session the session as the client knows it, or null: it never grants anything
/// @param pageSize the most rows and removals the answer may hold, or null for the default
public record SyncRequest(
        Map<String, TableCursor> tables,
        @Nullable ObjectNode session,
        @Nullable Integer pageSize) {
    public static final int PAGE_SIZE_DEFAULT = 1_000;
    /// A page is built and sent whole, so its size is bounded.
    public static final int PAGE_SIZE_LIMIT = 10_000;

    public SyncRequest {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /// @param lastSeen the version up to which the client's table is complete, or null
    /// @param permissionHash the hash it was told with that, or null
    public record TableCursor(
            @Nullable Long lastSeen, @Nullable String permissionHash) {}

    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        ObjectNode cursors = node.putObject("syncCursor").putObject("tables");
        tables.forEach((table, cursor) -> cursors.putObject(table)
                .put("last_seen_updated_at", cursor.lastSeen())
                .put("permission_hash", cursor.permissionHash()));
        if (session != null) {
            node.set("session", session);
        }
        if (pageSize != null) {
            node.put("pageSize", pageSize);
        }
        return node;
    }

    /// @throws InvalidJsonException naming the field that is wrong
    public static SyncRequest fromJson(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        Map<String, TableCursor> tables = new LinkedHashMap<>();
        JsonFields cursor = body.object("syncCursor");
        JsonFields cursors = cursor.object("tables");
        for (String table : cursors.node().propertyNames()) {
            JsonFields entry = cursors.object(table);
            tables.put(
                    table,
                    new TableCursor(
                            entry.optionalInteger("last_seen_updated_at"), entry.optionalString("permission_hash")));
        }
        JsonFields session = body.optionalObject("session");
        return new SyncRequest(tables, session == null ? null : session.node(), pageSize(body));
    }

    private static @Nullable Integer pageSize(JsonFields body) {
        Long size = body.optionalInteger("pageSize");
        if (size == null) {
            return null;
        }
        if (size < 1 || size > PAGE_SIZE_LIMIT) {
            throw new InvalidJsonException("`pageSize` must be from 1 to " + PAGE_SIZE_LIMIT + ", but it is " + size);
        }
        return size.intValue();
    }
}

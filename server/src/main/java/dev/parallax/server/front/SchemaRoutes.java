package dev.parallax.server.front;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.engine.UnsupportedSchemaException;
import dev.parallax.server.store.Loss;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.RowJson;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schema in force: to read, to change, and to see beforehand what a change would do. Thread-safe.
final class SchemaRoutes {
    private static final String DROP_DATA = "dropData";

    private final Engine engine;
    private final Credentials credentials;

    SchemaRoutes(Engine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = credentials;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/admin/schema", this::show),
                Route.get("/admin/schema/history", this::history),
                new Route("PUT", "/admin/schema", this::put),
                Route.post("/admin/schema/preview", this::preview));
    }

    private Answer show(Call call) {
        credentials.requireAdmin(call);
        Schema schema = engine.schema();
        ObjectNode node = Json.object()
                .put("source", schema.source())
                .put("schemaHash", Engine.schemaHash(schema))
                .put("version", engine.schemas().version());
        node.set("description", SchemaJson.encode(schema));
        return Answer.json(node);
    }

    private Answer history(Call call) {
        credentials.requireAdmin(call);
        ObjectNode node = Json.object();
        ArrayNode schemas = node.putArray("schemas");
        for (SchemaHistory.Entry entry : engine.schemas().entries().reversed()) {
            schemas.addObject()
                    .put("source", entry.schema().source())
                    .put("schemaHash", Engine.schemaHash(entry.schema()))
                    .put("version", entry.version());
        }
        return Answer.json(node);
    }

    private static <T> T supported(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnsupportedSchemaException e) {
            throw SchemaText.wrong(e.errors());
        }
    }

    private Reply put(Call call) {
        credentials.requireAdmin(call);
        JsonFields body = JsonFields.of(call.body());
        Schema schema = SchemaText.read(body.string("source"), "");
        boolean dropData = body.node().has(DROP_DATA) && body.flag(DROP_DATA);
        return new Awaited<>(supported(() -> engine.putSchema(schema, dropData)), SchemaRoutes::describe);
    }

    private static Answer describe(SchemaPut put) {
        ObjectNode node =
                Json.object().put("schemaHash", Engine.schemaHash(put.schema())).put("version", put.version());
        ArrayNode concerned = node.putArray("resynchronised");
        put.resynchronised().forEach(concerned::add);
        return Answer.json(node);
    }

    private Answer preview(Call call) {
        credentials.requireAdmin(call);
        JsonFields body = JsonFields.of(call.body());
        return Answer.json(encode(supported(() -> engine.previewSchema(SchemaText.read(body.string("source"), "")))));
    }

    private static ObjectNode encode(SchemaPreview preview) {
        ObjectNode node = Json.object().put("version", preview.version());
        ArrayNode sessions = node.putArray("sessions");
        preview.impacts().forEach(impact -> {
            ObjectNode entry = sessions.addObject();
            entry.set("session", session(impact.session()));
            entry.put("sessions", impact.sessions()).put("bytes", impact.bytes());
            ObjectNode records = entry.putObject("records");
            impact.records().forEach((record, change) -> {
                ObjectNode counts = records.putObject(record);
                ids(counts.putArray("gained"), change.gained());
                ids(counts.putArray("lost"), change.lost());
            });
        });
        ArrayNode concerned = node.putArray("resynchronised");
        preview.resynchronised().forEach(concerned::add);
        ObjectNode migration = node.putObject("migration");
        ArrayNode created = migration.putArray("created");
        preview.migration().created().forEach(created::add);
        ArrayNode added = migration.putArray("added");
        preview.migration().added().forEach(added::add);
        ArrayNode losses = migration.putArray("losses");
        for (Loss loss : preview.migration().losses()) {
            losses.addObject()
                    .put("record", loss.record())
                    .put("field", loss.field())
                    .put("count", loss.count())
                    .put("what", loss.what());
        }
        return node;
    }

    private static ObjectNode session(SessionValues values) {
        return RowJson.encode(values.values());
    }

    private static void ids(ArrayNode array, List<Long> ids) {
        ids.forEach(array::add);
    }
}

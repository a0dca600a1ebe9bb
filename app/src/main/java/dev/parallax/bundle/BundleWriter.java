package dev.parallax.bundle;

import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.bundle.WorldBundle.Settings;
import dev.parallax.change.Row;
import dev.parallax.client.PendingWrite;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.network.LinkFaults;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.server.store.StoredChange;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a world as a zip file of lines of JSON; docs/formats.md describes its entries. Confined to one thread, used
/// once.
public final class BundleWriter {
    private final ZipOutputStream zip;
    private final Job job;

    private BundleWriter(OutputStream out, Job job) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.job = job;
    }

    /// Writes the world; `out` stays open.
    public static void write(WorldBundle world, OutputStream out, Job job) throws IOException {
        new BundleWriter(out, job).write(world);
    }

    private void write(WorldBundle world) throws IOException {
        Contents contents = world.contents();
        job.expect(
                contents.rows().size() + contents.log().size() + world.clients().size());
        begin(Entry.MANIFEST);
        line(Json.object().put("type", Entry.TYPE).put("format", Entry.FORMAT).put("saved", world.saved()));
        begin(Entry.SETTINGS);
        line(encode(world.settings()));
        begin(Entry.POLICIES);
        for (SchemaHistory.Entry policy : contents.schemas()) {
            ObjectNode since = Json.object();
            policy.sameSince().forEach(since::put);
            line(Json.object()
                    .put("version", policy.version())
                    .put("source", policy.schema().source())
                    .set("sameSince", since));
        }
        begin(Entry.HEAD);
        line(head(contents));
        begin(Entry.ROWS);
        for (Row row : contents.rows()) {
            step(Json.object().put("record", row.record()).set("row", RowJson.encode(row)));
        }
        begin(Entry.LOG);
        for (StoredChange change : contents.log()) {
            step(new LogEntry(change.change(), change.hash()).toJson());
        }
        begin(Entry.CLIENTS);
        for (Former client : world.clients()) {
            step(encode(client));
        }
        begin(Entry.EXPECTATIONS);
        for (String sentence : world.expectations()) {
            line(Json.object().put("sentence", sentence));
        }
        begin(Entry.RECORDING);
        List<Policy> policies = world.recorded().policies();
        RecordingFile.write(world.recorded().recording(), policies, zip, job);
        String steps = world.steps();
        if (steps != null) {
            begin(Entry.STEPS);
            zip.write(steps.getBytes(StandardCharsets.UTF_8));
        }
        zip.finish();
    }

    private static ObjectNode encode(Settings settings) {
        TrafficMix mix = settings.mix();
        ObjectNode node = Json.object()
                .put("seed", settings.seed())
                .put("merge", settings.merge().name())
                .put("heartbeatMillis", settings.heartbeatMillis())
                .put("streamHeartbeatMillis", settings.streamHeartbeatMillis())
                .put("windowMillis", settings.windowMillis())
                .put("refetchRows", settings.refetchRows())
                .put("rate", settings.rate())
                .put("isBroadcastStopped", settings.isBroadcastStopped());
        ArrayNode weights = node.putArray("mix");
        for (int weight : new int[] {
            mix.create(), mix.edit(), mix.publish(), mix.unpublish(), mix.delete(), mix.move(), mix.forbidden()
        }) {
            weights.add(weight);
        }
        return node;
    }

    private static ObjectNode head(Contents contents) {
        ObjectNode ids = Json.object();
        contents.lastIds().forEach(ids::put);
        return Json.object()
                .put("databaseId", contents.head().databaseId())
                .put("version", contents.head().version())
                .put("hash", contents.head().hash())
                .put("ceiling", contents.head().ceiling())
                .put("floor", contents.head().floor())
                .put("floorHash", contents.floorHash())
                .set("lastIds", ids);
    }

    private static ObjectNode encode(Former client) {
        ObjectNode node = Json.object()
                .put("number", client.number())
                .put("userId", client.member().userId())
                .put("role", client.member().role())
                .put(
                        "dialect",
                        Objects.requireNonNull(client.member().dialect()).text())
                .put("standing", client.standing().name());
        node.set("session", client.session());
        LinkFaults faults = client.faults();
        node.putObject("faults")
                .put("latencyMillis", faults.latencyMillis())
                .put("jitterMillis", faults.jitterMillis())
                .put("bytesPerSecond", faults.bytesPerSecond())
                .put("messagesPerSecond", faults.messagesPerSecond())
                .put("halfOpen", faults.halfOpen());
        ObjectNode rows = node.putObject("rows");
        client.kept().rows().forEach((record, list) -> {
            ArrayNode array = rows.putArray(record);
            list.forEach(row -> array.add(RowJson.encode(row)));
        });
        ObjectNode values = node.putObject("values");
        client.kept().values().forEach(values::put);
        ArrayNode pending = node.putArray("pending");
        for (PendingWrite write : client.kept().outbox().writes()) {
            pending.add(PendingJson.encode(write));
        }
        ObjectNode ids = node.putObject("realIds");
        for (Map.Entry<Long, Long> id : client.kept().outbox().realIds().entrySet()) {
            ids.put(id.getKey().toString(), id.getValue());
        }
        return node;
    }

    private void begin(Entry entry) throws IOException {
        job.check();
        zip.putNextEntry(new ZipEntry(entry.fileName()));
    }

    private void step(ObjectNode node) throws IOException {
        line(node);
        job.step();
    }

    private void line(ObjectNode node) throws IOException {
        zip.write((Json.text(node) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

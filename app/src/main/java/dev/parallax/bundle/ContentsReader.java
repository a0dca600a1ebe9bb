package dev.parallax.bundle;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.change.StateHash;
import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.server.store.StoredChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Puts together what the server knew, line by line: policies first, then where the log stands, rows, and the log.
/// Whether the log fits its hashes is the server's to say, when it begins with it. Confined to one thread, used once.
final class ContentsReader {
    private static final int POLICIES_LIMIT = 200;
    private static final int ROWS_LIMIT = 500_000;
    private static final int CHANGES_LIMIT = 500_000;
    /// The year 2100: a clock that begins later would soon be past what numbers in JSON can hold.
    static final long VERSION_LIMIT = 4_102_444_800_000_000L;

    private static final Pattern DATABASE_ID = Pattern.compile("[0-9a-f]{1,64}");

    private final List<SchemaHistory.Entry> schemas = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<StoredChange> log = new ArrayList<>();
    private final Map<String, Long> highest = new HashMap<>();
    private final Map<String, Long> lastIds = new HashMap<>();
    private Head head = new Head("", 0, "", 0, 0);
    private String floorHash = "";
    private long lastVersion;

    void policy(JsonLine line) throws FormatException {
        long version = version(line, "version");
        if (schemas.size() >= POLICIES_LIMIT
                || (!schemas.isEmpty() && version <= schemas.getLast().version())) {
            throw line.wrong("version", "must be newer than that of the policy before, of at most " + POLICIES_LIMIT);
        }
        Map<String, Long> since = new HashMap<>();
        for (Map.Entry<String, JsonNode> each : line.object("sameSince").properties()) {
            if (!each.getValue().isIntegralNumber() || each.getValue().longValue() > version) {
                throw line.wrong("sameSince", "must hold versions up to that of the policy");
            }
            since.put(each.getKey(), each.getValue().longValue());
        }
        schemas.add(new SchemaHistory.Entry(version, schema(line), since));
    }

    private static Schema schema(JsonLine line) throws FormatException {
        return switch (SchemaLanguage.parse("policy", line.text("source"))) {
            case ParseResult.Parsed parsed -> parsed.schema();
            case ParseResult.Rejected rejected ->
                throw line.wrong(
                        "source",
                        "is no policy: " + rejected.errors().getFirst().sentence());
        };
    }

    void head(JsonLine line) throws FormatException {
        if (schemas.isEmpty()) {
            throw new FormatException(Entry.POLICIES.fileName(), 1, 1, "there must be a policy.");
        }
        String database = line.text("databaseId");
        if (!DATABASE_ID.matcher(database).matches()) {
            throw line.wrong("databaseId", "must be hexadecimal digits");
        }
        head = new Head(
                database,
                version(line, "version"),
                hash(line, "hash"),
                version(line, "ceiling"),
                version(line, "floor"));
        floorHash = hash(line, "floorHash");
        lastVersion = head.floor();
        for (Map.Entry<String, JsonNode> each : line.object("lastIds").properties()) {
            if (!each.getValue().isIntegralNumber() || each.getValue().longValue() < 0) {
                throw line.wrong("lastIds", "must hold ids");
            }
            lastIds.put(each.getKey(), each.getValue().longValue());
        }
    }

    void row(JsonLine line) throws FormatException {
        Schema schema = schemas.getLast().schema();
        RecordType type = schema.record(line.text("record"))
                .orElseThrow(() -> line.wrong("record", "must be a record of the newest policy"));
        Row row = line.row(type, line.object("row"));
        require(line, type, row);
        if (row.version() > head.version() || rows.size() >= ROWS_LIMIT) {
            throw line.wrong("row", "must not be newer than the newest change, nor one of more than " + ROWS_LIMIT);
        }
        highest.merge(type.name(), row.id(), Math::max);
        rows.add(row);
    }

    /// Every field that must have a value has one.
    private static void require(JsonLine line, RecordType type, Row row) throws FormatException {
        for (Field field : type.fields()) {
            if (!field.nullable() && row.get(field.name()) == null) {
                throw line.wrong("row", "must have a value for `" + field.name() + "`");
            }
        }
        if (!(row.get(Field.UPDATED_AT.name()) instanceof Long version) || version < 1 || row.id() < 1) {
            throw line.wrong("row", "must have an id and a version");
        }
    }

    void change(JsonLine line) throws FormatException {
        long version = version(line, "version");
        if (version <= lastVersion || version > head.version() || log.size() >= CHANGES_LIMIT) {
            throw line.wrong("version", "must be newer than that of the change before, and not past the head");
        }
        lastVersion = version;
        String record = line.text("record");
        Row before = image(line, record, version, "before");
        Row after = image(line, record, version, "after");
        if (before == null && after == null) {
            throw line.wrong("after", "must hold a row if there was none before");
        }
        Change change = new Change(
                version,
                version(line, "transaction"),
                record,
                line.version("id"),
                before,
                after,
                line.textOrNull("actor"));
        log.add(new StoredChange(change, hash(line, "hash")));
    }

    private @Nullable Row image(JsonLine line, String record, long version, String name) throws FormatException {
        if (!line.has(name)) {
            return null;
        }
        Optional<RecordType> type = schemaAt(version).flatMap(schema -> schema.record(record));
        return type.isPresent() ? line.row(type.get(), line.object(name)) : line.row(record, line.object(name));
    }

    private Optional<Schema> schemaAt(long version) {
        return schemas.reversed().stream()
                .filter(entry -> entry.version() <= version)
                .map(SchemaHistory.Entry::schema)
                .findFirst();
    }

    /// All of it; ids go on behind the highest.
    Contents contents() {
        highest.forEach((record, id) -> lastIds.merge(record, id, Math::max));
        return new Contents(head, floorHash, schemas, rows, lastIds, log);
    }

    private static long version(JsonLine line, String name) throws FormatException {
        return line.integer(name, 0, VERSION_LIMIT);
    }

    private static String hash(JsonLine line, String name) throws FormatException {
        try {
            return StateHash.parse(line.text(name)).hex();
        } catch (IllegalArgumentException e) {
            throw line.wrong(name, "must be a hash");
        }
    }
}

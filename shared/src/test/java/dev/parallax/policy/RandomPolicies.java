package dev.parallax.policy;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SessionType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Draws schemas, rows, sessions and conditions from a seed, for tests that hold two implementations of the
/// same meaning together. The same seed always draws the same. Not thread-safe.
///
/// Conditions are drawn as source text and parsed, so that the parser is part of every such test.
public final class RandomPolicies {
    /// The record whose rows the drawn conditions test. Its links reach Team (`team`), Member (`team.members`),
    /// Person (`team.members.person`) and itself (`parent`, `children`).
    public static final String SUBJECT = "Doc";

    private static final int ROWS_PER_RECORD = 12;
    private static final int FIELDS_PER_TYPE = 2;
    private static final int DEPTH_LIMIT = 4;
    private static final int PATH_LIMIT = 3;
    private static final String PERMISSION_MARK = "True";

    private static final List<String> ORDERINGS = List.of("<", "<=", ">", ">=");
    private static final List<String> EQUALITIES = List.of("==", "!=");

    /// A schema whose every permission is True, and rows for it.
    ///
    /// @param rows by record name; ids are distinct within a record
    public record World(Schema schema, Map<String, List<Row>> rows) {
        public RecordType subject() {
            return schema.require(SUBJECT);
        }

        public LinkedRows linked() {
            return new RowsInMemory(rows);
        }

        @Nullable
        Row find(String record, long id) {
            return rows.getOrDefault(record, List.of()).stream()
                    .filter(row -> row.id() == id)
                    .findFirst()
                    .orElse(null);
        }

        /// The world after a transaction.
        World after(List<Change> changes) {
            Map<String, List<Row>> after = new HashMap<>();
            rows.forEach((record, before) -> {
                Map<Long, Row> byId = new TreeMap<>();
                before.forEach(row -> byId.put(row.id(), row));
                changes.stream()
                        .filter(change -> change.record().equals(record))
                        .forEach(change -> {
                            Row row = change.after();
                            if (row == null) {
                                byId.remove(change.id());
                            } else {
                                byId.put(change.id(), row);
                            }
                        });
                after.put(record, List.copyOf(byId.values()));
            });
            return new World(schema, after);
        }
    }

    /// A condition on rows of the subject.
    ///
    /// @param source what was drawn
    /// @param schema the world's, but for the subject's query permission, which is this condition
    public record Condition(String source, Schema schema) {
        public RecordType record() {
            return schema.require(SUBJECT);
        }

        public Expression expression() {
            return record().permission(Operation.QUERY);
        }
    }

    private final Random random;

    public RandomPolicies(long seed) {
        this.random = new Random(seed);
    }

    public World world() {
        Schema schema = SchemaLanguage.parseOrThrow("random", schemaSource(PERMISSION_MARK, random.nextLong()));
        Map<String, List<Row>> rows = new HashMap<>();
        for (RecordType record : schema.records()) {
            rows.put(
                    record.name(),
                    IntStream.rangeClosed(1, ROWS_PER_RECORD)
                            .mapToObj(id -> row(record, id))
                            .toList());
        }
        return new World(schema, rows);
    }

    /// Random values for the session block; null only where that is declared.
    public SessionValues session(World world) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : world.schema().session().fields()) {
            values.put(field.name(), value(field));
        }
        return new SessionValues(values);
    }

    public Condition condition(World world) {
        String source = expression(world, world.subject(), DEPTH_LIMIT, true);
        String whole = world.schema()
                .source()
                .replace("@allow(query) { " + PERMISSION_MARK + " }", "@allow(query) { " + source + " }");
        Schema schema = SchemaLanguage.parseOrThrow("random", whole);
        return new Condition(source, schema);
    }

    /// An `exists` on rows of the subject, as source text.
    public String exists(World world) {
        return exists(world, world.subject(), DEPTH_LIMIT);
    }

    /// A transaction on the world: some rows come, go or change.
    ///
    /// @param version of its first change
    public List<Change> transaction(World world, long version) {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (int count = random.nextInt(6); count >= 0; count--) {
            RecordType record = RandomValues.oneOf(world.schema().records(), random);
            long id = 1 + random.nextInt(ROWS_PER_RECORD);
            Row before = world.find(record.name(), id);
            Row after = before != null && oneIn(3) ? null : row(record, id);
            if (before != null && after != null && random.nextBoolean()) {
                Field field = RandomValues.oneOf(record.fields(), random);
                after = field.name().equals(record.idField()) ? before : changed(before, field, after);
            }
            long here = version + changes.size();
            Row written = after == null ? null : after.with(Map.of(Field.UPDATED_AT.name(), here));
            changes.putIfAbsent(
                    record.name() + id, new Change(here, version, record.name(), id, before, written, null));
        }
        return List.copyOf(changes.values());
    }

    private static Row changed(Row row, Field field, Row other) {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(field.name(), other.get(field.name()));
        return row.with(change);
    }

    private Row row(RecordType record, long id) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Field field : record.fields()) {
            boolean isLink = field.name().endsWith("Id");
            values.put(
                    field.name(),
                    isLink && !oneIn(8) ? Long.valueOf(1 + random.nextInt(ROWS_PER_RECORD)) : value(field));
        }
        values.put(record.idField(), id);
        return RowsInMemory.row(record, values, 1_000 + id);
    }

    private @Nullable Object value(Field field) {
        return field.nullable() && oneIn(4) ? null : RandomValues.of(field.type(), random);
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private static String schemaSource(String permission, long seed) {
        Random layout = new Random(seed);
        return """
                session {
                %s}
                record Doc {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { False }
                    id Int @id
                    teamId Int?
                    parentId Int?
                    team @link(teamId, Team.id)
                    parent @link(parentId, Doc.id)
                    children @link(Doc.parentId)
                %s}
                record Team {
                    @public
                    id Int @id
                    members @link(Member.teamId)
                %s}
                record Member {
                    @public
                    id Int @id
                    teamId Int?
                    personId Int
                    person @link(personId, Person.id)
                %s}
                record Person {
                    @public
                    id Int @id
                %s}
                """.formatted(
                        fields(layout), permission, fields(layout), fields(layout), fields(layout), fields(layout));
    }

    private static String fields(Random layout) {
        return Arrays.stream(ScalarType.values())
                .flatMap(type -> IntStream.range(0, FIELDS_PER_TYPE)
                        .mapToObj(index -> "    " + fieldName(type, index) + " " + type.keyword()
                                + (layout.nextInt(3) > 0 ? "?" : "") + "\n"))
                .collect(Collectors.joining());
    }

    private static String fieldName(ScalarType type, int index) {
        return Character.toLowerCase(type.keyword().charAt(0)) + type.keyword().substring(1) + index;
    }

    private String expression(World world, RecordType record, int depth, boolean mayExist) {
        int choice = random.nextInt(depth == 0 ? 6 : 12);
        return switch (choice) {
            case 6, 7 -> "And(" + expressions(world, record, depth, mayExist) + ")";
            case 8, 9 -> "Or(" + expressions(world, record, depth, mayExist) + ")";
            case 10 -> "Not(" + expression(world, record, depth - 1, mayExist) + ")";
            case 11 -> mayExist ? exists(world, record, depth) : comparison(world, record);
            case 0 -> oneIn(4) ? (random.nextBoolean() ? "True" : "False") : comparison(world, record);
            default -> comparison(world, record);
        };
    }

    private String expressions(World world, RecordType record, int depth, boolean mayExist) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(index -> expression(world, record, depth - 1, mayExist))
                .collect(Collectors.joining(", "));
    }

    private String exists(World world, RecordType record, int depth) {
        List<String> path = new ArrayList<>();
        RecordType end = record;
        do {
            Link link = RandomValues.oneOf(end.links(), random);
            path.add(link.name());
            end = world.schema().require(link.target());
        } while (!end.links().isEmpty() && path.size() < PATH_LIMIT && random.nextBoolean());
        return "exists " + String.join(".", path) + " { " + expression(world, end, Math.min(depth - 1, 2), false)
                + " }";
    }

    private String comparison(World world, RecordType record) {
        ScalarType type = RandomValues.oneOf(List.of(ScalarType.values()), random);
        // A string is read as an instant only beside a DateTime, so one side must be a field.
        String left = type == ScalarType.DATE_TIME ? field(record.fields(), type) : operand(world, record, type);
        if (oneIn(5)) {
            return left + (random.nextBoolean() ? " in " : " not in ") + list(type);
        }
        if (type == ScalarType.STRING && oneIn(2)) {
            return left + " startsWith " + operand(world, record, type);
        }
        boolean ordered = (type.isNumeric() || type == ScalarType.DATE_TIME) && random.nextBoolean();
        String operator = RandomValues.oneOf(ordered ? ORDERINGS : EQUALITIES, random);
        return left + " " + operator + " " + (oneIn(8) ? "Null" : operand(world, record, type));
    }

    private String list(ScalarType type) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(index -> oneIn(10) ? "Null" : RandomValues.literal(RandomValues.of(mixed(type), random)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private String operand(World world, RecordType record, ScalarType wanted) {
        ScalarType type = mixed(wanted);
        SessionType session = world.schema().session();
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> field(record.fields(), type);
            case 4, 5, 6 -> "Session." + field(session.fields(), type);
            case 7 -> type == ScalarType.INT ? "updatedAt" : field(record.fields(), type);
            case 8 -> oneIn(5) ? "Null" : RandomValues.literal(RandomValues.of(type, random));
            default -> RandomValues.literal(RandomValues.of(type, random));
        };
    }

    /// Int and Float mix.
    private ScalarType mixed(ScalarType type) {
        return !type.isNumeric() ? type : random.nextBoolean() ? ScalarType.INT : ScalarType.FLOAT;
    }

    private String field(List<Field> fields, ScalarType type) {
        return RandomValues.oneOf(
                fields.stream()
                        .filter(field -> field.type() == type)
                        .map(Field::name)
                        .toList(),
                random);
    }
}

package dev.parallax.server.front;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The body of `POST /admin/policy/evaluate`, read and checked: a schema, an operation, and everything that its
/// permission may ask about. A field that is left out is null. Immutable.
record PolicyQuestion(
        Schema schema,
        RecordType record,
        Operation operation,
        SessionValues session,
        Row row,
        Map<String, List<Row>> linked) {
    private static final int UNPROCESSABLE = 422;

    /// @throws ProblemException 422 with every error of the schema, or naming what it does not have
    /// @throws InvalidJsonException if the body has another form
    static PolicyQuestion read(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        Schema schema = schema(body.string("schema"));
        RecordType type = record(schema, body.string("record"), "record");
        Operation operation = operation(body.string("operation"));
        JsonFields session = body.optionalObject("session");
        SessionValues values = session == null ? new SessionValues(Map.of()) : session(schema, session.node());
        Row row = row(type, body.object("row").node(), "row");
        JsonFields linked = body.optionalObject("linked");
        return new PolicyQuestion(
                schema, type, operation, values, row, linked == null ? Map.of() : linked(schema, linked));
    }

    /// The operation that a permission is declared for.
    static Operation operation(String keyword) {
        for (Operation operation : Operation.values()) {
            if (operation.keyword().equals(keyword)) {
                return operation;
            }
        }
        throw unfit("operation", "`operation` must be query, insert, update or delete, but it is `" + keyword + "`");
    }

    static RecordType record(Schema schema, String name, String path) {
        return schema.record(name).orElseThrow(() -> unfit(path, "there is no record `" + name + "` in the schema"));
    }

    /// Session values as a question gives them: unlike those of a session, they may be incomplete.
    static SessionValues session(Schema schema, ObjectNode given) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            String path = "session." + each.getKey();
            Field field = schema.session()
                    .field(each.getKey())
                    .orElseThrow(() -> unfit(path, "there is no field `" + each.getKey() + "` in the session"));
            values.put(field.name(), RowJson.value(field, each.getValue()));
        }
        return new SessionValues(values);
    }

    private static Schema schema(String source) {
        return SchemaText.read(source, "schema:");
    }

    private static Map<String, List<Row>> linked(Schema schema, JsonFields tables) {
        Map<String, List<Row>> linked = new HashMap<>();
        for (String name : tables.node().propertyNames()) {
            RecordType type = record(schema, name, tables.at(name));
            ArrayNode given = tables.array(name);
            List<Row> rows = new ArrayList<>(given.size());
            for (int index = 0; index < given.size(); index++) {
                String path = tables.at(name) + "[" + index + "]";
                if (!(given.get(index) instanceof ObjectNode row)) {
                    throw new InvalidJsonException("`" + path + "` must be an object");
                }
                rows.add(row(type, row, path));
            }
            linked.put(name, rows);
        }
        return linked;
    }

    private static Row row(RecordType type, ObjectNode given, String path) {
        for (String name : given.propertyNames()) {
            Optional<Field> field = type.field(name);
            if (field.isEmpty()) {
                throw unfit(path + "." + name, "there is no field `" + name + "` in record `" + type.name() + "`");
            }
        }
        Row row = RowJson.decode(type, RowJson.shape(type), given);
        if (row.get(type.idField()) == null) {
            throw unfit(
                    path + "." + type.idField(), "a row of `" + type.name() + "` needs its `" + type.idField() + "`");
        }
        return row;
    }

    private static ProblemException unfit(String path, String sentence) {
        return new ProblemException(
                new Problem(Code.INVALID, UNPROCESSABLE, sentence, List.of(new FieldError(path, sentence))));
    }
}

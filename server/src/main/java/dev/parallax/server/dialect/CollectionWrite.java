package dev.parallax.server.dialect;

import dev.parallax.schema.RecordType;
import dev.parallax.server.engine.Mutation;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The writes of the collection dialect, as batches of the engine and back. Stateless.
public enum CollectionWrite {
    INSERT("create"),
    UPDATE("update"),
    DELETE("delete");

    private static final String ITEMS = "items";
    private static final String REQUEST_ID = "requestId";

    private final String verb;

    CollectionWrite(String verb) {
        this.verb = verb;
    }

    /// The body of a batch that does the same.
    ///
    /// @param body with `items` and perhaps `requestId`
    /// @throws InvalidJsonException naming what is wrong with the list; of what is in an item, the batch speaks
    /// @throws ProblemException TOO_LARGE for too many items
    public ObjectNode batch(RecordType type, ObjectNode body) {
        ArrayNode items = JsonFields.of(body).array(ITEMS);
        if (items.isEmpty()) {
            throw new InvalidJsonException("`" + ITEMS + "` must hold at least one item");
        }
        if (items.size() > Mutation.STEPS_LIMIT) {
            throw new ProblemException(
                    Code.TOO_LARGE,
                    "`" + ITEMS + "` holds at most " + Mutation.STEPS_LIMIT + " items, not " + items.size());
        }
        for (String name : body.propertyNames()) {
            if (!name.equals(ITEMS) && !name.equals(REQUEST_ID)) {
                throw new InvalidJsonException("`" + name + "` does not belong to a write");
            }
        }
        ObjectNode batch = Json.object();
        ArrayNode operations = batch.putArray("operations");
        for (int index = 0; index < items.size(); index++) {
            operations
                    .addObject()
                    .put("operation", verb + type.name())
                    .set("args", args(type, items.get(index), index));
        }
        if (body.hasNonNull(REQUEST_ID)) {
            batch.set(REQUEST_ID, body.get(REQUEST_ID));
        }
        return batch;
    }

    private ObjectNode args(RecordType type, JsonNode item, int index) {
        if (this == DELETE && item.isIntegralNumber()) {
            return Json.object().set(type.idField(), item);
        }
        if (!(item instanceof ObjectNode object)) {
            throw new InvalidJsonException(
                    "`" + ITEMS + "[" + index + "]` must be an object, but it is " + Json.name(item));
        }
        ObjectNode args = object.deepCopy();
        JsonNode id = args.path(type.idField());
        if (this == INSERT && id.isIntegralNumber() && id.asLong() < 0) {
            // The client's own placeholder until it knows the real one.
            args.remove(type.idField());
        }
        return args;
    }

    /// The answer to the write, from the batch's.
    public ObjectNode answer(RecordType type, ObjectNode answered) {
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray(ITEMS);
        for (JsonNode result : answered.path("results")) {
            JsonNode row = result.path("row");
            items.add(row.isObject() ? row : Json.object().set(type.idField(), result.path("id")));
        }
        return answer.set("version", answered.path("version"));
    }

    /// The same problem in the words of the write.
    public static ProblemException translated(ProblemException failure) {
        Problem problem = failure.problem();
        return new ProblemException(new Problem(
                problem.code(),
                problem.status(),
                problem.detail(),
                problem.errors().stream()
                        .map(error -> new FieldError(path(error.path()), error.message()))
                        .toList()));
    }

    private static String path(String path) {
        return path.replaceFirst("^operations\\[(\\d+)]", ITEMS + "[$1]").replaceFirst("]\\.args\\.?", "].");
    }
}

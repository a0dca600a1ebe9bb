package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads batches. Stateless.
final class BatchReader {
    private static final String OPERATIONS = "operations";
    private static final String OPERATION = "operation";
    private static final String ARGS = "args";

    private BatchReader() {}

    static Mutation read(Schema schema, ObjectNode body) {
        List<FieldError> errors = new ArrayList<>();
        Arguments top = new Arguments(body, "", errors);
        top.refuseUnknown(Set.of(OPERATIONS, Arguments.REQUEST_ID), "to a batch");
        String requestId = top.requestId();
        List<Step> steps = new ArrayList<>();
        if (!(body.get(OPERATIONS) instanceof ArrayNode operations)) {
            top.wrong(OPERATIONS, "`operations` must be an array of operations");
        } else if (operations.isEmpty()) {
            top.wrong(OPERATIONS, "a batch needs at least one operation");
        } else if (operations.size() > Mutation.STEPS_LIMIT) {
            throw new ProblemException(
                    Code.TOO_LARGE,
                    "a batch has at most " + Mutation.STEPS_LIMIT + " operations, not " + operations.size());
        } else {
            for (int index = 0; index < operations.size(); index++) {
                Step step = step(schema, operations.get(index), path(index), errors);
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        Arguments.requireNone(errors);
        return new Mutation(steps, true, requestId, Fingerprint.of("batch", body));
    }

    /// How errors name the operation at an index.
    static String path(int index) {
        return OPERATIONS + "[" + index + "]";
    }

    private static @Nullable Step step(Schema schema, JsonNode item, String path, List<FieldError> errors) {
        if (!(item instanceof ObjectNode node)) {
            errors.add(new FieldError(path, "an operation must be an object, not " + Json.name(item)));
            return null;
        }
        Arguments operation = new Arguments(node, path + ".", errors);
        operation.refuseUnknown(Set.of(OPERATION, ARGS), "to an operation of a batch");
        Optional<OperationName> name = name(schema, node.path(OPERATION), operation);
        if (!(node.path(ARGS) instanceof ObjectNode args)) {
            operation.wrong(ARGS, "`args` must be an object");
            return null;
        }
        return name.map(known -> CallReader.step(known, new Arguments(args, path + "." + ARGS + ".", errors), Set.of()))
                .orElse(null);
    }

    private static Optional<OperationName> name(Schema schema, JsonNode text, Arguments operation) {
        if (!text.isString()) {
            operation.wrong(OPERATION, "`operation` must be a string such as `createPost`");
            return Optional.empty();
        }
        Optional<OperationName> name = OperationName.parse(schema, text.stringValue());
        if (name.isEmpty()) {
            operation.wrong(OPERATION, "there is no such operation");
        } else if (name.get().verb().isRead()) {
            operation.wrong(OPERATION, "a batch changes rows; it does not read");
            return Optional.empty();
        }
        return name;
    }
}

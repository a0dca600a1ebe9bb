package dev.parallax.server.engine;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads single calls. Stateless.
final class CallReader {
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    private CallReader() {}

    static DbCall read(Schema schema, String operation, ObjectNode args) {
        OperationName name = OperationName.parse(schema, operation)
                .orElseThrow(() -> new ProblemException(Code.NOT_FOUND, "there is no such operation"));
        List<FieldError> errors = new ArrayList<>();
        Arguments arguments = new Arguments(args, "", errors);
        DbCall call = switch (name.verb()) {
            case GET -> get(name.type(), arguments);
            case LIST -> list(name.type(), arguments);
            case CREATE, UPDATE, DELETE -> {
                String requestId = arguments.requestId();
                Step step = step(name, arguments, Set.of(Arguments.REQUEST_ID));
                yield new Mutation(List.of(step), false, requestId, Fingerprint.of(operation, args));
            }
        };
        Arguments.requireNone(errors);
        return call;
    }

    /// @param besides arguments that are not the step's
    static Step step(OperationName name, Arguments arguments, Set<String> besides) {
        RecordType type = name.type();
        return switch (name.verb()) {
            case CREATE -> {
                Map<String, @Nullable Object> values = arguments.fields(type, besides);
                arguments.requirePresent(type);
                yield new Step.Create(type, values);
            }
            case UPDATE -> {
                long id = arguments.id(type);
                Long baseVersion = arguments.integer(Arguments.BASE_VERSION);
                Set<String> others = with(besides, type.idField(), Arguments.BASE_VERSION);
                int wrong = arguments.count();
                Map<String, @Nullable Object> values = arguments.fields(type, others);
                if (values.isEmpty() && arguments.count() == wrong) {
                    arguments.wrong("", "an update needs at least one field to change");
                }
                yield new Step.Update(type, id, values, baseVersion);
            }
            case DELETE -> {
                long id = arguments.id(type);
                Long baseVersion = arguments.integer(Arguments.BASE_VERSION);
                arguments.refuseUnknown(
                        with(besides, type.idField(), Arguments.BASE_VERSION), "to a delete of `" + type.name() + "`");
                yield new Step.Delete(type, id, baseVersion);
            }
            case GET, LIST -> throw new IllegalArgumentException("a read is no step");
        };
    }

    private static Read get(RecordType type, Arguments arguments) {
        arguments.refuseUnknown(Set.of(type.idField()), "to a get of `" + type.name() + "`");
        return new Read.Get(type, arguments.id(type));
    }

    private static Read list(RecordType type, Arguments arguments) {
        arguments.refuseUnknown(Set.of(AFTER, LIMIT), "to a list of `" + type.name() + "`");
        Long after = arguments.integer(AFTER);
        Long limit = arguments.integer(LIMIT);
        if (limit != null && (limit < 1 || limit > Read.ROWS_LIMIT)) {
            arguments.wrong(LIMIT, "`limit` must be from 1 to " + Read.ROWS_LIMIT + ", but it is `" + limit + "`");
        }
        return new Read.Rows(
                type, after == null ? Long.MIN_VALUE : after, limit == null ? Read.ROWS_DEFAULT : limit.intValue());
    }

    private static Set<String> with(Set<String> names, String first, String second) {
        Set<String> all = new java.util.HashSet<>(names);
        all.add(first);
        all.add(second);
        return all;
    }
}

package dev.parallax.server.engine;

import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.PushedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a pushed change as a step: its arguments fit the schema, and temporary ids have become real ones.
/// Stateless.
final class PushedStep {
    private PushedStep() {}

    /// The real ids of rows that the same client inserted with temporary ones.
    @FunctionalInterface
    interface TemporaryIds {
        Optional<Long> find(String record, long temporaryId);
    }

    /// @throws ProblemException INVALID with everything that is wrong; NOT_FOUND for a temporary id that stands
    ///     for no row, and for an unknown record
    static Step of(Schema schema, PushedChange change, TemporaryIds ids) {
        RecordType type = schema.record(change.record())
                .orElseThrow(() -> new ProblemException(Code.NOT_FOUND, "there is no such record"));
        ObjectNode given = change.delta();
        ObjectNode args = given == null ? Json.object() : given.deepCopy();
        List<FieldError> errors = new ArrayList<>();
        Arguments arguments = new Arguments(args, "", errors);
        for (String reserved : Arguments.RESERVED) {
            if (args.has(reserved)) {
                arguments.wrong(reserved, "`" + reserved + "` is not a field of `" + type.name() + "`");
                args.remove(reserved);
            }
        }
        takeId(type, change, args, arguments);
        OperationName.Verb verb = verb(change.op());
        if (verb == OperationName.Verb.DELETE) {
            args.removeAll();
        }
        replaceTemporary(schema, type, args, ids);
        if (verb == OperationName.Verb.CREATE) {
            Long id = change.id();
            if (id != null && id >= 0) {
                arguments.wrong(type.idField(), "the id of a new row is negative or left out: the server assigns it");
            }
        } else {
            args.put(type.idField(), real(type, change.id(), ids));
        }
        Step step = CallReader.step(new OperationName(verb, type), arguments, Set.of());
        Arguments.requireNone(errors);
        return step;
    }

    private static OperationName.Verb verb(String op) {
        return switch (op) {
            case PushedChange.INSERT -> OperationName.Verb.CREATE;
            case PushedChange.UPDATE -> OperationName.Verb.UPDATE;
            case PushedChange.DELETE -> OperationName.Verb.DELETE;
            default -> throw new ProblemException(Code.INVALID, "`op` must be one of `insert`, `update` and `delete`");
        };
    }

    /// A delta may repeat the id of its row; it may not change it.
    private static void takeId(RecordType type, PushedChange change, ObjectNode args, Arguments arguments) {
        JsonNode said = args.get(type.idField());
        if (said != null) {
            Long id = change.id();
            if (id == null || !said.isIntegralNumber() || !said.canConvertToLong() || said.longValue() != id) {
                arguments.wrong(type.idField(), "`" + type.idField() + "` is assigned by the server");
            }
            args.remove(type.idField());
        }
    }

    private static @Nullable Long real(RecordType type, @Nullable Long id, TemporaryIds ids) {
        return id == null || id >= 0 ? id : (Long) real(type.name(), type.idField(), id, ids);
    }

    /// Values that refer to rows which the client inserted before.
    private static void replaceTemporary(Schema schema, RecordType type, ObjectNode args, TemporaryIds ids) {
        for (Field field : type.fields()) {
            JsonNode value = args.get(field.name());
            if (value != null && value.isIntegralNumber() && value.canConvertToLong() && value.longValue() < 0) {
                String target = target(schema, type, field.name());
                if (target != null) {
                    args.put(field.name(), real(target, field.name(), value.longValue(), ids));
                }
            }
        }
    }

    private static long real(String record, String field, long temporaryId, TemporaryIds ids) {
        return ids.find(record, temporaryId)
                .orElseThrow(() -> new ProblemException(
                        Code.NOT_FOUND,
                        "`" + field + "` is the temporary id " + temporaryId + ", which stands for no `" + record
                                + "` here"));
    }

    /// The record whose ids a field holds, by a link of either side; null if it holds none.
    private static @Nullable String target(Schema schema, RecordType type, String field) {
        for (Link link : type.links()) {
            boolean leadsToId =
                    link.targetField().equals(schema.require(link.target()).idField());
            if (link.localField().equals(field) && leadsToId) {
                return link.target();
            }
        }
        for (RecordType other : schema.records()) {
            for (Link link : other.links()) {
                boolean comesFromId = link.localField().equals(other.idField());
                if (link.target().equals(type.name()) && link.targetField().equals(field) && comesFromId) {
                    return other.name();
                }
            }
        }
        return null;
    }
}

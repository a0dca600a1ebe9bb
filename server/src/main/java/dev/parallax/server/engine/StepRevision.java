package dev.parallax.server.engine;

import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks again what was checked against a schema that is no longer in force: an operation that waited while the
/// schema changed is done as if it had come after. Stateless.
final class StepRevision {
    private StepRevision() {}

    /// @param type null if there is no such record any more
    /// @throws ProblemException as a fresh request would get
    static Step of(Step step, @Nullable RecordType type) {
        if (type == null) {
            throw new ProblemException(Code.NOT_FOUND, "there is no such operation");
        }
        return switch (step) {
            case Step.Create create -> {
                requireFit(type, create.values(), true);
                yield new Step.Create(type, create.values());
            }
            case Step.Update update -> {
                requireFit(type, update.values(), false);
                yield new Step.Update(type, update.id(), update.values(), update.baseVersion());
            }
            case Step.Delete delete -> new Step.Delete(type, delete.id(), delete.baseVersion());
        };
    }

    private static void requireFit(RecordType type, Map<String, @Nullable Object> values, boolean isWhole) {
        List<FieldError> errors = new ArrayList<>();
        values.forEach((name, value) -> {
            Field field = type.field(name).orElse(null);
            if (field == null || name.equals(type.idField())) {
                errors.add(new FieldError(name, "`" + name + "` is not a field of `" + type.name() + "` any more"));
            } else if (value == null
                    ? !field.nullable()
                    : !field.type().javaType().isInstance(value)) {
                errors.add(new FieldError(
                        name, "`" + name + "` is " + field.type().keyword() + (field.nullable() ? "?" : "") + " now"));
            }
        });
        for (Field field : type.fields()) {
            boolean optional = field.nullable()
                    || field.defaultValue() != null
                    || field.name().equals(type.idField());
            if (isWhole && !optional && !values.containsKey(field.name())) {
                errors.add(new FieldError(field.name(), "`" + field.name() + "` is missing"));
            }
        }
        Arguments.requireNone(errors);
    }
}

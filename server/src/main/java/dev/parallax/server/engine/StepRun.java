package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.change.Version;
import dev.parallax.policy.LinkedRows;
import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.UniqueViolationException;
import dev.parallax.server.store.WriteTransaction;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Does one step of a transaction: asks permission, writes the row, and says what it did. Every permission is asked
/// before the step writes, so linked rows are those before it. Confined to the writer.
final class StepRun {
    /// The longest that a row may be as JSON, in characters: the log keeps it whole, before and after.
    static final int ROW_CHARS_LIMIT = 1_000_000;

    private final WriteTransaction transaction;
    private final LinkedRows linked;
    private final Authority authority;
    private final Ids ids;
    private final NetChanges changes;

    StepRun(WriteTransaction transaction, Authority authority, Ids ids, NetChanges changes) {
        this.transaction = transaction;
        this.linked = transaction.linkedRows();
        this.authority = authority;
        this.ids = ids;
        this.changes = changes;
    }

    /// @return the step's answer
    /// @throws ProblemException leaving the database as it was before the step
    ObjectNode run(Step step, long version) {
        try {
            return switch (step) {
                case Step.Create create -> create(create, version);
                case Step.Update update -> update(update, version);
                case Step.Delete delete -> delete(delete, version);
            };
        } catch (UniqueViolationException e) {
            throw new ProblemException(Code.CONFLICT, sentence(e));
        }
    }

    private ObjectNode create(Step.Create step, long version) {
        RecordType type = step.type();
        Row row = proposed(step, ids.next(type.name()), version);
        requireBounded(row);
        authority.require(Operation.INSERT, type, row, linked);
        transaction.insert(row);
        changes.add(type.name(), row.id(), null, row, version);
        return answer(type, row, version);
    }

    private ObjectNode update(Step.Update step, long version) {
        RecordType type = step.type();
        Row before = visible(type, step.id());
        Row after = before.with(step.values()).with(java.util.Map.of(Field.UPDATED_AT.name(), version));
        requireBounded(after);
        authority.require(Operation.UPDATE, type, before, linked);
        authority.require(Operation.UPDATE, type, after, linked);
        requireBase(before, step.baseVersion());
        transaction.update(after);
        changes.add(type.name(), step.id(), before, after, version);
        return answer(type, after, version);
    }

    private ObjectNode delete(Step.Delete step, long version) {
        RecordType type = step.type();
        Row before = visible(type, step.id());
        authority.require(Operation.DELETE, type, before, linked);
        requireBase(before, step.baseVersion());
        transaction.delete(type.name(), step.id());
        changes.add(type.name(), step.id(), before, null, version);
        return Json.object().put("version", version).put("id", step.id());
    }

    /// A row that the session may not query is as absent as one that is not there.
    private Row visible(RecordType type, long id) {
        return transaction
                .find(type.name(), id)
                .filter(row -> authority.mayQuery(type, row, linked))
                .orElseThrow(() -> absent(type, id));
    }

    static ProblemException absent(RecordType type, long id) {
        return new ProblemException(Code.NOT_FOUND, "there is no `" + type.name() + "` with the id " + id);
    }

    /// An author may write a row that he cannot see afterwards; then the answer holds no content.
    private ObjectNode answer(RecordType type, Row row, long version) {
        ObjectNode answer = Json.object().put("version", version).put("id", row.id());
        return authority.mayQuery(type, row, linked) ? answer.set("row", RowJson.encode(row)) : answer.putNull("row");
    }

    private Row proposed(Step.Create step, long id, long version) {
        RecordType type = step.type();
        RowShape shape = RowJson.shape(type);
        List<@Nullable Object> values = new ArrayList<>(shape.fields().size());
        List<FieldError> missing = new ArrayList<>();
        for (Field field : type.fields()) {
            Object value = field.name().equals(type.idField())
                    ? (Object) id
                    : step.values().containsKey(field.name())
                            ? step.values().get(field.name())
                            : defaultOf(field, version);
            if (value == null && !field.nullable()) {
                missing.add(
                        new FieldError(field.name(), "`" + field.name() + "` has no default here and must be given"));
            }
            values.add(value);
        }
        Arguments.requireNone(missing);
        values.add(version);
        return new Row(shape, values);
    }

    private @Nullable Object defaultOf(Field field, long version) {
        return switch (field.defaultValue()) {
            case DefaultValue.Constant constant -> constant.value();
            case DefaultValue.Now ignored -> Version.instant(version);
            case DefaultValue.FromSession session -> authority.sessionValue(session.field());
            case null -> null;
        };
    }

    private static void requireBase(Row row, @Nullable Long baseVersion) {
        if (baseVersion != null && baseVersion != row.version()) {
            throw new ProblemException(
                    Code.CONFLICT,
                    "the `" + row.record() + "` with the id " + row.id() + " has changed since version " + baseVersion);
        }
    }

    private static void requireBounded(Row row) {
        int chars = 0;
        for (int index = 0; index < row.shape().fields().size(); index++) {
            chars += row.get(index) instanceof String text ? text.length() : 0;
        }
        // Only a row that might be too long is worth the measuring: a character is at most six as JSON.
        if (chars > ROW_CHARS_LIMIT / 8 && Json.text(RowJson.encode(row)).length() > ROW_CHARS_LIMIT) {
            throw new ProblemException(
                    Code.TOO_LARGE, "a row is at most " + ROW_CHARS_LIMIT + " characters long as JSON");
        }
    }

    private static String sentence(UniqueViolationException e) {
        String fields = named(e.fields());
        return fields.isEmpty()
                ? "another `" + e.record() + "` already has these values"
                : "another `" + e.record() + "` already has this " + fields;
    }

    /// Field names in a sentence.
    static String named(List<String> fields) {
        return fields.stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "));
    }

    /// The same problem, saying which operation of a batch it is about.
    static ProblemException inBatch(ProblemException e, int index) {
        Problem problem = e.problem();
        String path = BatchReader.path(index);
        List<FieldError> errors = problem.errors().isEmpty()
                ? List.of(new FieldError(path, problem.detail()))
                : problem.errors().stream()
                        .map(error -> new FieldError(path + ".args." + error.path(), error.message()))
                        .toList();
        return new ProblemException(new Problem(problem.code(), problem.status(), problem.detail(), errors));
    }
}

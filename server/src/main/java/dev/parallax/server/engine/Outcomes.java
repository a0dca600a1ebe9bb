package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.Bookkeeping;
import dev.parallax.server.store.StoredOutcome;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Remembers what became of requests that carry an id, so that a retry changes nothing and gets the first outcome.
/// Confined to the writer.
final class Outcomes {
    /// Longer than any client keeps retrying.
    private static final long KEPT_MICROS = 24L * 60 * 60 * 1_000_000;
    /// A bounded step of forgetting rides along with a group at most so often.
    private static final long FORGET_EVERY_MICROS = 60L * 1_000_000;

    private static final int FORGET_LIMIT = 1_000;
    /// As much as the database keeps in one value.
    private static final int ANSWER_CHARS_LIMIT = 1_000_000;

    private final Bookkeeping bookkeeping;
    private long nextForgetting;

    Outcomes(Bookkeeping bookkeeping) {
        this.bookkeeping = bookkeeping;
    }

    /// What became of the mutation the first time.
    ///
    /// @throws ProblemException CONFLICT if the id stood for something else then
    Optional<StoredOutcome> first(Authority authority, Mutation mutation) {
        String requestId = mutation.requestId();
        if (requestId == null) {
            return Optional.empty();
        }
        Optional<StoredOutcome> stored = bookkeeping.findOutcome(authority.key(), requestId);
        if (stored.isPresent() && !stored.get().fingerprint().equals(mutation.fingerprint())) {
            throw new ProblemException(Code.CONFLICT, "the `requestId` was used for another request before");
        }
        return stored;
    }

    /// The first answer again. A row that the session may no longer query is left out of it, and so is one that the
    /// schema has no place for any more.
    ///
    /// @throws ProblemException that of the first time
    static ObjectNode replay(
            StoredOutcome outcome, Mutation mutation, Schema schema, Authority authority, LinkedRows linked) {
        ObjectNode answer = Json.parseObject(outcome.answer());
        if (!outcome.accepted()) {
            throw new ProblemException(Problem.fromJson(answer));
        }
        if (!mutation.isBatch()) {
            hide(answer, type(mutation, 0, schema), authority, linked);
        } else if (answer.get("results") instanceof ArrayNode results) {
            for (int index = 0; index < results.size(); index++) {
                hide(results.get(index), type(mutation, index, schema), authority, linked);
            }
        }
        return answer;
    }

    private static Optional<RecordType> type(Mutation mutation, int index, Schema schema) {
        return schema.record(mutation.steps().get(index).type().name());
    }

    void saveAnswer(Authority authority, Mutation mutation, ObjectNode answer, long version) {
        String text = Json.text(answer);
        save(authority, mutation, true, text.length() <= ANSWER_CHARS_LIMIT ? text : withoutRows(answer), version);
    }

    void saveProblem(Authority authority, Mutation mutation, Problem problem, long version) {
        save(authority, mutation, false, Json.text(problem.toJson()), version);
    }

    void forgetOld(long now) {
        if (now >= nextForgetting) {
            int forgotten = bookkeeping.forgetOutcomes(now - KEPT_MICROS, FORGET_LIMIT);
            nextForgetting = forgotten < FORGET_LIMIT ? now + FORGET_EVERY_MICROS : now;
        }
    }

    private void save(Authority authority, Mutation mutation, boolean accepted, String answer, long version) {
        String requestId = mutation.requestId();
        if (requestId != null) {
            bookkeeping.saveOutcome(
                    new StoredOutcome(authority.key(), requestId, mutation.fingerprint(), accepted, answer, version));
        }
    }

    private static void hide(
            @Nullable JsonNode result, Optional<RecordType> type, Authority authority, LinkedRows linked) {
        if (result instanceof ObjectNode object && object.get("row") instanceof ObjectNode json) {
            Optional<Row> row = type.flatMap(known -> row(known, json));
            if (row.isPresent() && authority.mayQuery(type.orElseThrow(), row.get(), linked)) {
                object.set("row", RowJson.encode(row.get()));
            } else {
                object.putNull("row");
            }
        }
    }

    /// The row with the columns that the record has by now: fields that are new since are null, those that went are
    /// left
    /// out. Empty if it does not fit: the record is another one by now.
    private static Optional<Row> row(RecordType type, ObjectNode json) {
        boolean isWhole = type.fields().stream().allMatch(field -> field.nullable() || json.hasNonNull(field.name()));
        if (!isWhole) {
            return Optional.empty();
        }
        try {
            return Optional.of(RowJson.decode(type, RowJson.shape(type), json));
        } catch (InvalidJsonException otherType) {
            return Optional.empty();
        }
    }

    private static String withoutRows(ObjectNode answer) {
        ObjectNode copy = answer.deepCopy();
        copy.findParents("row").forEach(parent -> ((ObjectNode) parent).putNull("row"));
        return Json.text(copy);
    }
}

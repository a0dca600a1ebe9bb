package dev.parallax.server.seed;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Mutation;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fills an empty database through the operator's hand, in batches. Of a schema's records it fills `User`,
/// `Workspace`, `Membership` and `Post`, as far as there are such; others stay empty.
public final class Seed {
    private static final Logger LOG = LoggerFactory.getLogger(Seed.class);

    private final Engine engine;
    private final Schema schema;

    private Seed(Engine engine) {
        this.engine = engine;
        this.schema = engine.schema();
    }

    /// Fills the database if it is empty; otherwise does nothing. Returns when it is done.
    ///
    /// @param clock what was written is spread over the days before it
    /// @return whether it was empty
    public static boolean plant(Engine engine, SeedPlan plan, InstantSource clock) {
        if (!engine.isEmpty()) {
            return false;
        }
        new Seed(engine).plant(plan, new SeedRows(plan.seed(), clock.instant()));
        return true;
    }

    private void plant(SeedPlan plan, SeedRows rows) {
        List<Long> users = fill("User", type -> rows.users(type, plan.users()));
        List<Long> workspaces = fill("Workspace", type -> rows.workspaces(type, plan.workspaces()));
        rows.settle(users.size(), workspaces);
        fill("Membership", type -> rows.memberships(type, users));
        fill("Post", type -> rows.posts(type, plan.posts(), users));
    }

    /// The ids of the new rows; none if there is no such record, or its rules refuse such rows.
    private List<Long> fill(String record, Function<RecordType, List<ObjectNode>> rows) {
        Optional<RecordType> type = schema.record(record);
        List<Long> ids = new ArrayList<>();
        if (type.isEmpty()) {
            return ids;
        }
        List<ObjectNode> made = rows.apply(type.get());
        try {
            for (int start = 0; start < made.size(); start += Mutation.STEPS_LIMIT) {
                int end = Math.min(made.size(), start + Mutation.STEPS_LIMIT);
                ids.addAll(create(record, made.subList(start, end)));
            }
        } catch (ProblemException e) {
            LOG.info("No more rows of {} are seeded, as this schema refuses them: {}", record, e.getMessage());
        }
        return ids;
    }

    private List<Long> create(String record, List<ObjectNode> rows) {
        ObjectNode body = Json.object();
        ArrayNode operations = body.putArray("operations");
        rows.forEach(row ->
                operations.addObject().put("operation", "create" + record).set("args", row));
        ObjectNode answer = operate(DbCall.parseBatch(schema, body));
        List<Long> ids = new ArrayList<>();
        answer.path("results").forEach(result -> ids.add(result.path("id").longValue()));
        return ids;
    }

    private ObjectNode operate(Mutation mutation) {
        try {
            return engine.operate(mutation).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }
}

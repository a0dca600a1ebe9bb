package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A checked transaction: one step, or a batch that happens whole or not at all. Immutable.
///
/// @param steps at least one
/// @param isBatch whether the answer is that of a batch
/// @param requestId makes a retry return the first outcome; null for a mutation that is not repeated
/// @param fingerprint of what is asked, so that one request id cannot stand for two things
public record Mutation(
        List<Step> steps, boolean isBatch, @Nullable String requestId, String fingerprint) implements DbCall {
    /// A batch is one transaction and one message, so it is bounded.
    public static final int STEPS_LIMIT = 1_000;

    public Mutation {
        steps = List.copyOf(steps);
    }

    /// The same mutation by another schema.
    ///
    /// @throws dev.parallax.wire.ProblemException as a fresh request would get
    Mutation in(Schema schema) {
        List<Step> revised = new ArrayList<>(steps.size());
        boolean isSame = true;
        for (int index = 0; index < steps.size(); index++) {
            try {
                Step step = steps.get(index).in(schema);
                isSame &= step == steps.get(index);
                revised.add(step);
            } catch (ProblemException e) {
                throw isBatch ? StepRun.inBatch(e, index) : e;
            }
        }
        return isSame ? this : new Mutation(revised, isBatch, requestId, fingerprint);
    }
}

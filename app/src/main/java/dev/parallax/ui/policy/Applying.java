package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.oracle.Convergence;
import dev.parallax.schema.Schema;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings a schema into force and tells what it really changed, beside what was predicted. FX thread only.
final class Applying {
    /// Past this the clients that are not there yet are named instead of waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final World world;
    private final StripStack strips;
    private final Mailbox mailbox;

    Applying(World world, StripStack strips, Mailbox mailbox) {
        this.world = world;
        this.strips = strips;
        this.mailbox = mailbox;
    }

    /// @param impact what was predicted, if there was time for that
    /// @param wouldLose is told what would be lost, if that is why it was refused
    void apply(Schema schema, @Nullable Impact impact, boolean dropData, Consumer<String> wouldLose) {
        Outcome before = Outcome.before(world.clients());
        var ignored = world.putSchema(schema, dropData)
                .whenComplete((put, failure) -> mailbox.post(() -> {
                    if (failure != null) {
                        onRefused(failure, wouldLose);
                    } else {
                        onApplied(before, impact);
                    }
                }));
    }

    private void onApplied(Outcome before, @Nullable Impact impact) {
        strips.show(Notice.info(text("policy.applied.waiting")));
        var ignored = world.convergence(PATIENCE)
                .whenComplete((convergence, failure) -> mailbox.post(() -> {
                    if (failure == null) {
                        onConverged(convergence, before.until(world.clients()), impact);
                    }
                }));
    }

    private void onConverged(Convergence convergence, Outcome.Change change, @Nullable Impact impact) {
        int waiting = convergence.unconverged().size();
        String late = waiting == 0 ? "" : " " + text("policy.applied.late", waiting);
        if (impact == null) {
            strips.show(new Notice(Kind.DONE, text("policy.applied", change.sentence()) + late, List.of()));
            return;
        }
        boolean right = change.isAsPredicted(impact);
        String sentence = right
                ? text("policy.applied.right", impact.sentence())
                : text("policy.applied.other", impact.sentence(), change.sentence());
        strips.show(new Notice(right ? Kind.DONE : Kind.INFO, sentence + late, List.of()));
    }

    private void onRefused(Throwable failure, Consumer<String> wouldLose) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ProblemException problem && problem.problem().code() == Code.CONFLICT) {
            wouldLose.accept(problem.problem().detail());
            return;
        }
        String message =
                cause instanceof ProblemException problem ? problem.problem().detail() : cause.getMessage();
        strips.show(new Notice(Kind.DENIED, message == null ? text("failed") : message, List.of()));
    }
}

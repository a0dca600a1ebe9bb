package dev.parallax.ui.race;

import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.race.RacePlan.Act;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A run of changes, one after the other at a steady pace. A post's author makes it with a client of their own, if
/// one is live and does not race; otherwise the operator does it in their name. FX thread only; driven by the pulse.
final class RaceRun {
    /// So that changes can be told apart by eye, and most dialects do not merge them.
    private static final long PAUSE_NANOS = 200_000_000L;

    private final World world;
    private final Supplier<List<FleetClient>> lanes;
    private final RacePlan plan;
    private final Mailbox mailbox;
    private final int total;
    private int begun;
    private int done;
    private int refused;
    private String problem = "";
    private boolean stopped;
    private boolean waiting;
    private long nextAt;

    RaceRun(World world, Supplier<List<FleetClient>> lanes, RacePlan plan, int total, Mailbox mailbox) {
        this.world = world;
        this.lanes = lanes;
        this.plan = plan;
        this.total = total;
        this.mailbox = mailbox;
    }

    int total() {
        return total;
    }

    /// How many were made.
    int done() {
        return done;
    }

    int refused() {
        return refused;
    }

    /// The last refusal in a sentence; empty if there was none.
    String problem() {
        return problem;
    }

    boolean isOver() {
        return !waiting && (stopped || begun >= total);
    }

    void stop() {
        stopped = true;
    }

    void refresh(long nanos) {
        if (waiting || isOver() || nanos < nextAt) {
            return;
        }
        nextAt = nanos + PAUSE_NANOS;
        FleetClient reader = lanes.get().stream()
                .filter(client -> client.snapshot().status() == Status.LIVE)
                .findFirst()
                .orElse(null);
        if (reader == null) {
            return;
        }
        Act act = plan.next(reader.snapshot().table(World.POST).synced(), reader.userId(), total - begun);
        begun++;
        if (act == null) {
            refused++;
            return;
        }
        waiting = true;
        var ignored = perform(act).whenComplete((id, failure) -> mailbox.post(() -> ended(act, id, failure)));
    }

    private void ended(Act act, @Nullable Long id, @Nullable Throwable failure) {
        waiting = false;
        if (failure != null || id == null) {
            refused++;
            Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
            problem = cause == null ? "" : String.valueOf(cause.getMessage());
            return;
        }
        done++;
        if (act instanceof Act.Create create) {
            plan.created(create.author(), id);
        }
    }

    /// @return the post's number
    private CompletableFuture<Long> perform(Act act) {
        Optional<FleetClient> actor = actor(act.author());
        return switch (act) {
            case Act.Create create -> {
                if (actor.isPresent()) {
                    yield number(actor.get().create(World.POST, create.fields()));
                }
                yield world.operate("createPost", RowJson.encode(new LinkedHashMap<>(create.fields())))
                        .thenApply(answer -> answer.path("row").path("id").longValue(0));
            }
            case Act.Update update -> {
                if (actor.isPresent()) {
                    yield number(actor.get().update(World.POST, update.id(), update.fields()));
                }
                Map<String, @Nullable Object> fields = new LinkedHashMap<>(update.fields());
                fields.put("id", update.id());
                yield operated("updatePost", RowJson.encode(fields), update.id());
            }
            case Act.Delete delete -> {
                if (actor.isPresent()) {
                    yield number(actor.get().delete(World.POST, delete.id()));
                }
                yield operated("deletePost", Json.object().put("id", delete.id()), delete.id());
            }
        };
    }

    private CompletableFuture<Long> operated(String operation, ObjectNode args, long id) {
        return world.operate(operation, args).thenApply(answer -> id);
    }

    private static CompletableFuture<Long> number(CompletableFuture<WriteResult> write) {
        return write.thenApply(result -> {
            if (!result.accepted()) {
                throw new IllegalStateException(result.sentence());
            }
            return result.id();
        });
    }

    private Optional<FleetClient> actor(long author) {
        List<Integer> racing = lanes.get().stream().map(FleetClient::number).toList();
        return world.clients().stream()
                .filter(client -> client.userId() == author
                        && client.snapshot().status() == Status.LIVE
                        && !racing.contains(client.number()))
                .findFirst();
    }
}

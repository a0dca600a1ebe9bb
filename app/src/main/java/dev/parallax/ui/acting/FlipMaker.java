package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.Flip;
import dev.parallax.policy.FlipStep;
import dev.parallax.schema.Field;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.World;
import dev.parallax.wire.RowJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Makes so what would turn a permission's verdict round, by the operator's hand, step by step. FX thread only.
public final class FlipMaker {
    private final World world;
    private final StripStack strips;
    private final Mailbox mailbox;
    private final Ledger ledger;

    public FlipMaker(World world, StripStack strips, Mailbox mailbox, Ledger ledger) {
        this.world = world;
        this.strips = strips;
        this.mailbox = mailbox;
        this.ledger = ledger;
    }

    /// Whether every step names what to do exactly, and needs no row that another step makes.
    public static boolean canMake(Flip flip) {
        return flip.steps().stream().allMatch(step -> switch (step) {
            case FlipStep.SetField set -> !set.any() && set.id() > 0;
            case FlipStep.SetSession set -> !set.any() && set.to() != null;
            case FlipStep.AddRow add ->
                add.values().values().stream().noneMatch(value -> value instanceof Long number && number < 0);
            case FlipStep.RemoveRow ignored -> true;
        });
    }

    /// @param client whose session is concerned
    public void make(FleetClient client, Flip flip) {
        Made made = new Made(client, flip);
        ledger.add(made);
        var ignored = made.make()
                .whenComplete((done, failure) -> mailbox.post(() -> strips.show(
                        failure == null
                                ? new Notice(
                                        Kind.DONE,
                                        text("flip.done", flip.sentence()),
                                        List.of(new Offer(text("undo.offer"), ledger::undo)))
                                : new Notice(Kind.DENIED, Acting.sentence(failure), List.of()))));
    }

    /// What decides, and what the server does not fill in by itself.
    private Map<String, @Nullable Object> needed(FlipStep.AddRow add) {
        Map<String, @Nullable Object> needed = new LinkedHashMap<>(add.values());
        for (Field field : world.schema().require(add.record()).fields()) {
            boolean optional = field.nullable() || field.defaultValue() != null;
            if (optional && !add.deciding().contains(field.name())) {
                needed.remove(field.name());
            }
        }
        return needed;
    }

    /// Does a step.
    ///
    /// @return what takes it back
    private CompletableFuture<Supplier<CompletableFuture<?>>> make(FleetClient client, FlipStep step) {
        return switch (step) {
            case FlipStep.SetSession set ->
                client.changeSession(Collections.singletonMap(set.field(), set.to()))
                        .thenApply(
                                done -> () -> client.changeSession(Collections.singletonMap(set.field(), set.from())));
            case FlipStep.SetField set -> set(set, set.to()).thenApply(done -> () -> set(set, set.from()));
            case FlipStep.AddRow add ->
                world.operate("create" + add.record(), RowJson.encode(needed(add)))
                        .thenApply(answer -> {
                            long id = answer.path("row").path("id").longValue(0);
                            return () -> world.operate("delete" + add.record(), RowJson.encode(Map.of("id", id)));
                        });
            case FlipStep.RemoveRow gone -> {
                String record = gone.row().record();
                Map<String, @Nullable Object> copied = gone.row().asMap();
                PostWrites.ASSIGNED_BY_SERVER.forEach(copied::remove);
                yield world.operate(
                                "delete" + record,
                                RowJson.encode(Map.of("id", gone.row().id())))
                        .thenApply(done -> () -> world.operate("create" + record, RowJson.encode(copied)));
            }
        };
    }

    private CompletableFuture<ObjectNode> set(FlipStep.SetField set, @Nullable Object value) {
        ObjectNode args = RowJson.encode(Collections.singletonMap(set.field(), value));
        return world.operate("update" + set.record(), args.put("id", set.id()));
    }

    /// Steps that were made together, and the way back of each that came to be.
    private final class Made implements Done {
        private final FleetClient client;
        private final Flip flip;
        private final List<Supplier<CompletableFuture<?>>> back = new CopyOnWriteArrayList<>();
        private CompletableFuture<?> making = CompletableFuture.completedFuture(null);

        Made(FleetClient client, Flip flip) {
            this.client = client;
            this.flip = flip;
        }

        CompletableFuture<?> make() {
            back.clear();
            CompletableFuture<?> all = CompletableFuture.completedFuture(null);
            for (FlipStep step : flip.steps()) {
                all = all.thenCompose(done -> FlipMaker.this.make(client, step).thenAccept(back::add));
            }
            making = all;
            return all;
        }

        @Override
        public String what() {
            return text("deed.flip", flip.sentence());
        }

        @Override
        public boolean happened() {
            return !making.isDone() || !back.isEmpty();
        }

        @Override
        public CompletableFuture<Optional<String>> undo() {
            CompletableFuture<?> undone = making.handle((done, failure) -> "").thenCompose(made -> {
                CompletableFuture<?> all = CompletableFuture.completedFuture(null);
                for (Supplier<CompletableFuture<?>> step : back.reversed()) {
                    // A step that is taken back is not taken back again when the rest is tried once more.
                    all = all.thenCompose(done -> step.get()).thenRun(() -> back.remove(step));
                }
                return all;
            });
            return ended(undone);
        }

        @Override
        public CompletableFuture<Optional<String>> redo() {
            return ended(make());
        }

        private CompletableFuture<Optional<String>> ended(CompletableFuture<?> work) {
            return Acting.onScreen(
                    mailbox,
                    work.handle((done, failure) ->
                            failure == null ? Optional.<String>empty() : Optional.of(Acting.sentence(failure))));
        }
    }
}

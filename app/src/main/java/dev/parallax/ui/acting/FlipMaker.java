package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.Flip;
import dev.parallax.policy.FlipStep;
import dev.parallax.schema.Field;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.World;
import dev.parallax.wire.RowJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Makes so what would turn a permission's verdict round, by the operator's hand, step by step. FX thread only.
public final class FlipMaker {
    private final World world;
    private final StripStack strips;
    private final Mailbox mailbox;

    public FlipMaker(World world, StripStack strips, Mailbox mailbox) {
        this.world = world;
        this.strips = strips;
        this.mailbox = mailbox;
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
        CompletableFuture<?> all = CompletableFuture.completedFuture(null);
        for (FlipStep step : flip.steps()) {
            all = all.thenCompose(done -> make(client, step));
        }
        var ignored = all.whenComplete((done, failure) -> mailbox.post(() -> strips.show(
                failure == null
                        ? new Notice(Kind.DONE, text("flip.done", flip.sentence()), List.of())
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

    private CompletableFuture<?> make(FleetClient client, FlipStep step) {
        return switch (step) {
            case FlipStep.SetSession set -> client.changeSession(Collections.singletonMap(set.field(), set.to()));
            case FlipStep.SetField set -> {
                ObjectNode args = RowJson.encode(Collections.singletonMap(set.field(), set.to()));
                yield world.operate("update" + set.record(), args.put("id", set.id()));
            }
            case FlipStep.AddRow add -> world.operate("create" + add.record(), RowJson.encode(needed(add)));
            case FlipStep.RemoveRow gone ->
                world.operate(
                        "delete" + gone.row().record(),
                        RowJson.encode(Map.of("id", gone.row().id())));
        };
    }
}

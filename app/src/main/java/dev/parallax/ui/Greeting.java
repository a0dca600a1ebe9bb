package dev.parallax.ui;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.List;
import java.util.Optional;

/// Selects something as soon as there is something, so that a window explains itself from the start: the first client
/// and one of its own posts. A person who was quicker is left alone. FX thread only.
final class Greeting implements Pulse.Part {
    private final World world;
    private final Selection selection;
    private boolean over;

    Greeting(World world, Selection selection) {
        this.world = world;
        this.selection = selection;
    }

    @Override
    public void refresh(long nanos) {
        if (over) {
            return;
        }
        if (selection.hasClient()) {
            over = true;
            return;
        }
        Optional<FleetClient> first = world.clients().stream()
                .findFirst()
                .filter(client -> client.snapshot().status() == Status.LIVE);
        first.ifPresent(client -> selection.select(client.number(), post(client)));
    }

    /// The client's first own post, else the first it sees, else none.
    private static long post(FleetClient client) {
        List<Row> rows = client.snapshot().table(World.POST).shown();
        return rows.stream()
                .filter(row -> Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .map(Row::id)
                .orElse(0L);
    }
}

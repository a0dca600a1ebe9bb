package dev.parallax.ui.timeline;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.OracleReport;
import dev.parallax.ui.tableau.ClientState;
import dev.parallax.ui.tableau.FleetFrames;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tableau as it was, from the recording. FX thread only.
public final class PastFrames {
    private final World world;
    private final FleetFrames frames = new FleetFrames();
    /// Who a client was, also when it is gone.
    private final Map<Integer, FleetClient> known = new HashMap<>();

    public PastFrames(World world) {
        this.world = world;
    }

    /// Remembers who is there now.
    public void meet(List<FleetClient> clients) {
        if (clients.size() > known.size()
                || !known.containsKey(clients.isEmpty() ? 0 : clients.getLast().number())) {
            clients.forEach(client -> known.put(client.number(), client));
        }
    }

    /// Everybody's cards at a moment.
    public TableauFrame at(long time) {
        List<ClientState> then = new ArrayList<>();
        Map<Integer, ReplicaSnapshot> recorded = world.recording().at(time);
        recorded.forEach((number, snapshot) -> {
            FleetClient client = known.get(number);
            if (client != null) {
                then.add(ClientState.of(client, snapshot));
            }
        });
        return frames.next(then, OracleReport.NONE, 0, 0);
    }
}

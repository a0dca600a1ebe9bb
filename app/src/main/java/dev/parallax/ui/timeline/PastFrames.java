package dev.parallax.ui.timeline;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.oracle.OracleReport;
import dev.parallax.recording.Participant;
import dev.parallax.recording.Recording;
import dev.parallax.ui.tableau.ClientState;
import dev.parallax.ui.tableau.FleetFrames;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The tableau as it was, from the recording, which knows also who is gone. FX thread only.
public final class PastFrames {
    private final World world;
    private final FleetFrames frames = FleetFrames.whole();

    public PastFrames(World world) {
        this.world = world;
    }

    /// Everybody's cards at a moment.
    public TableauFrame at(long time) {
        Recording recording = world.recording();
        Map<Integer, Participant> participants = recording.participants();
        List<ClientState> then = new ArrayList<>();
        Map<Integer, ReplicaSnapshot> recorded = recording.at(time);
        recorded.forEach((number, snapshot) -> {
            Participant client = participants.get(number);
            if (client != null) {
                then.add(ClientState.of(client, snapshot));
            }
        });
        return frames.next(then, OracleReport.NONE, 0, 0);
    }
}

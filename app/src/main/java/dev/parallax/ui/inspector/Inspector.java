package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.acting.FlipMaker;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.Outside;
import dev.parallax.ui.faults.FaultDesk;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;

/// The right panel: the selected client above, the selected post below. FX thread only.
public final class Inspector extends SplitPane {
    private static final double CLIENT_SHARE = 0.54;

    private final ClientPane client;
    private final WhyTab why;

    public Inspector(
            World world,
            Selection selection,
            Actions actions,
            Background background,
            Pulse pulse,
            FlipMaker maker,
            FaultDesk faults,
            Outside outside) {
        setId("inspector");
        setOrientation(Orientation.VERTICAL);
        setAccessibleText(text("inspector.name"));
        why = new WhyTab(world, selection, background, maker);
        client = new ClientPane(world, selection, actions, why, faults, outside);
        PostPane post = new PostPane(
                world,
                selection,
                actions,
                new SeenByTab(world, selection, background, client::openWhy),
                new HistoryTab(world, selection, background));
        getItems().addAll(client, post);
        setDividerPositions(CLIENT_SHARE);
        pulse.calmly(client);
        pulse.calmly(post);
        selection.onChange(() -> {
            client.refresh(0);
            post.refresh(0);
        });
    }

    /// Brings the explanation for the selected client and post to the front.
    public void openWhy() {
        client.openWhy();
    }

    /// The same, ready to type another post's id.
    public void askWhy() {
        client.openWhy();
        why.focusId();
    }
}

package dev.parallax.ui.scenario;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.Offer;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.kordamp.ikonli.feather.Feather;

/// The tab of expectations, and pinning one from elsewhere. FX thread only.
public final class Pinning {
    private final World world;
    private final Selection selection;
    private final StripStack strips;
    private final ExpectationsPanel panel;
    private final Runnable openPanel;
    private final Tab tab;

    /// @param tabs get one more
    /// @param openPanel shows them if they are folded
    public Pinning(
            World world,
            Selection selection,
            StripStack strips,
            ExpectationsPanel panel,
            TabPane tabs,
            Runnable openPanel) {
        this.world = world;
        this.selection = selection;
        this.strips = strips;
        this.panel = panel;
        this.openPanel = openPanel;
        tab = new Tab(text("expect.tab"), panel);
        tab.setGraphic(Icons.of(Feather.CHECK_SQUARE));
        tabs.getTabs().add(tab);
    }

    public void bind(Actions actions) {
        actions.on(Action.EXPECT, this::show);
        actions.on(Action.EXPECT_NEVER, this::never);
    }

    private void show() {
        openPanel.run();
        tab.getTabPane().getSelectionModel().select(tab);
        panel.focusField();
    }

    /// Pins that the selected client's user never holds the selected post.
    private void never() {
        world.client(selection.clientNumber())
                .filter(client -> selection.hasPost())
                .ifPresent(client -> {
                    String sentence = "user " + client.userId() + " never holds post " + selection.postId();
                    panel.pin(sentence);
                    strips.show(new Notice(
                            Kind.DONE,
                            text("expect.pinned", sentence),
                            List.of(new Offer(text("expect.show"), this::show))));
                });
    }
}

package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.kordamp.ikonli.feather.Feather;

/// The left panel. FX thread only.
public final class PolicyPanel extends TabPane {
    public PolicyPanel(World world, Selection selection, Pulse pulse) {
        setId("policy-panel");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        DataView data = new DataView(world, selection);
        getTabs()
                .addAll(
                        tab(
                                text("policy.tab"),
                                Feather.SHIELD,
                                new SchemaView(world.schema().source())),
                        tab(text("data.tab"), Feather.DATABASE, data));
        pulse.calmly(nanos -> {
            if (getSelectionModel().getSelectedIndex() == 1) {
                data.refresh(nanos);
            }
        });
    }

    private static Tab tab(String title, Feather icon, Node content) {
        Tab tab = new Tab(title, content);
        tab.setGraphic(Icons.of(icon));
        return tab;
    }
}

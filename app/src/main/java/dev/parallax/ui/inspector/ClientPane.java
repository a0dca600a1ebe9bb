package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.connect.Outside;
import dev.parallax.ui.faults.FaultDesk;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Everything about the selected client: header and tabs, of which only the one in front is kept up to date. FX
/// thread only.
final class ClientPane extends StackPane implements Pulse.Part {
    private final World world;
    private final Selection selection;
    private final ClientHeader header;
    private final SelectedClients several;
    private final List<ClientTab> tabs;
    private final TabPane pane = new TabPane();
    private final VBox body;
    private final Label nobody = new Label(text("select.client"));

    ClientPane(World world, Selection selection, Actions actions, WhyTab why, FaultDesk faults, Outside outside) {
        this.world = world;
        this.selection = selection;
        header = new ClientHeader(actions);
        tabs = List.of(
                new CacheTab(world, selection),
                why,
                new WireTab(world.address(), outside),
                new OutboxTab(),
                new CursorTab(world),
                new NetworkTab(faults));
        pane.setId("client-tabs");
        pane.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        for (ClientTab tab : tabs) {
            pane.getTabs().add(new Tab(tab.title(), tab.content()));
        }
        pane.getSelectionModel().selectedIndexProperty().subscribe(() -> refresh(0));
        VBox.setVgrow(pane, Priority.ALWAYS);
        several = new SelectedClients(world, selection);
        body = new VBox(several, header, pane);
        nobody.getStyleClass().addAll("muted", "empty");
        nobody.setWrapText(true);
        getChildren().addAll(body, nobody);
        show(null);
    }

    @Override
    public void refresh(long nanos) {
        show(world.client(selection.clientNumber()).orElse(null));
    }

    /// Brings the tab with the explanation to the front.
    void openWhy() {
        pane.getSelectionModel().select(1);
    }

    private void show(@Nullable FleetClient client) {
        body.setVisible(client != null);
        nobody.setVisible(client == null);
        if (client != null) {
            several.refresh();
            header.show(client);
            tabs.get(Math.max(0, pane.getSelectionModel().getSelectedIndex())).show(client);
        }
    }
}

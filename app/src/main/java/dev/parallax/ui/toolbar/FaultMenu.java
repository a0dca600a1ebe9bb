package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import atlantafx.base.controls.CaptionMenuItem;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.theme.Icons;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.feather.Feather;
import tools.jackson.databind.node.ObjectNode;

/// What can go wrong for all clients at once, and on the server. What happens to one client is in its inspector. FX
/// thread only.
public final class FaultMenu extends MenuButton {
    private static final LinkFaults SLOW = LinkFaults.NONE.withLatency(200).withJitter(200);

    private final World world;
    private final StripStack strips;
    private final Mailbox mailbox;
    private final CheckMenuItem silent;
    private final CheckMenuItem refusing;

    public FaultMenu(World world, StripStack strips, Mailbox mailbox) {
        super(text("faults.button"), Icons.of(Feather.ZAP));
        this.world = world;
        this.strips = strips;
        this.mailbox = mailbox;
        setId("faults");
        setMinWidth(USE_PREF_SIZE);
        setTooltip(Actions.tooltip(text("faults.hint")));
        silent = toggle("faults.stop", "stop-broadcasting");
        refusing = toggle("faults.refuse", "refuse-connections");
        getItems()
                .addAll(
                        new CaptionMenuItem(text("faults.clients")),
                        everyone("faults.cut", FleetClient::cut),
                        everyone("faults.offline", FleetClient::goOffline),
                        everyone("faults.online", FleetClient::goOnline),
                        everyone("faults.slow", client -> client.setFaults(SLOW)),
                        everyone("faults.halfopen", client -> client.setFaults(LinkFaults.NONE.withHalfOpen(true))),
                        everyone("faults.well", client -> client.setFaults(LinkFaults.NONE)),
                        new SeparatorMenuItem(),
                        new CaptionMenuItem(text("faults.server")),
                        silent,
                        refusing,
                        item("faults.delta", () -> server(fault("delta-error").put("table", World.POST))),
                        item("faults.restart", () -> server(fault("restart"))),
                        item("faults.none", () -> {
                            silent.setSelected(false);
                            refusing.setSelected(false);
                            server(fault("none"));
                        }));
    }

    private MenuItem everyone(String key, Consumer<FleetClient> happens) {
        return item(key, () -> List.copyOf(world.clients()).forEach(happens));
    }

    private CheckMenuItem toggle(String key, String fault) {
        CheckMenuItem item = new CheckMenuItem(text(key));
        item.setOnAction(event -> server(fault(fault).put("on", item.isSelected())));
        return item;
    }

    private void server(ObjectNode fault) {
        var ignored = world.fault(fault)
                .whenComplete((state, failure) -> mailbox.post(() -> {
                    if (failure != null) {
                        strips.show(new Notice(Kind.DENIED, sentence(failure), List.of()));
                    }
                }));
    }

    private static ObjectNode fault(String name) {
        return Json.object().put("fault", name);
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(text(key));
        item.setOnAction(event -> action.run());
        return item;
    }

    private static String sentence(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause.getMessage();
        return message == null ? text("failed") : message;
    }
}

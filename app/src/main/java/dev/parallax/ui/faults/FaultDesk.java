package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.acting.Acting;
import dev.parallax.ui.acting.ClientActing;
import dev.parallax.ui.acting.Ledger;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.ExternalClient;
import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// Lets things go wrong for whomever a scope means, and remembers it so that it can be undone. Which faults the server
/// has is as it last told. FX thread only.
public final class FaultDesk {
    private static final String STOP = "stop-broadcasting";
    private static final String REFUSE = "refuse-connections";

    private final World world;
    private final Selection selection;
    private final ClientActing acting;
    private final Ledger ledger;
    private final StripStack strips;
    private final Mailbox mailbox;
    private boolean refusing;

    public FaultDesk(
            World world, Selection selection, ClientActing acting, Ledger ledger, StripStack strips, Mailbox mailbox) {
        this.world = world;
        this.selection = selection;
        this.acting = acting;
        this.ledger = ledger;
        this.strips = strips;
        this.mailbox = mailbox;
    }

    /// The fleet's clients that a scope means: nothing here can be done to the line of a program from outside.
    List<FleetClient> clients(FaultScope scope) {
        return switch (scope) {
            case SELECTED ->
                selection.clients().stream()
                        .flatMap(number -> world.client(number).stream())
                        .filter(client -> !(client instanceof ExternalClient))
                        .toList();
            case EVERYONE -> world.clients();
            case SERVER -> List.of();
        };
    }

    /// Whom a scope means, in words.
    String who(FaultScope scope) {
        List<FleetClient> clients = clients(scope);
        return switch (scope) {
            case SERVER -> text("faults.who.server");
            case EVERYONE -> text("faults.who.everyone", clients.size());
            case SELECTED ->
                clients.isEmpty()
                        ? (selection.clients().isEmpty() ? text("select.client") : text("faults.who.outside"))
                        : clients.size() == 1
                                ? clients.getFirst().name()
                                : text("faults.who.selected", clients.size(), names(clients));
        };
    }

    private static String names(List<FleetClient> clients) {
        String first = clients.stream()
                .limit(3)
                .map(FleetClient::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return clients.size() > 3 ? first + " …" : first;
    }

    /// Changes the lines of those that a scope means.
    void change(FaultScope scope, UnaryOperator<LinkFaults> change) {
        List<FleetClient> clients = clients(scope);
        if (clients.isEmpty()) {
            return;
        }
        LineDeed deed = (LineDeed) ledger.last(last -> last instanceof LineDeed line && line.isOf(clients))
                .orElse(null);
        if (deed == null) {
            String who = clients.size() == 1 ? clients.getFirst().name() : text("many.clients", clients.size());
            deed = new LineDeed(clients, who);
            ledger.add(deed);
        }
        deed.change(change);
    }

    /// Why an action cannot be done to those that a scope means; empty if it can.
    String whyNot(Action action, FaultScope scope) {
        return scope != FaultScope.SELECTED || world.externals().isEmpty()
                ? ""
                : acting.whyNot(
                        action,
                        selection.clients().stream()
                                .flatMap(number -> world.client(number).stream())
                                .toList());
    }

    /// Lets something happen to those that a scope means.
    void happen(Action action, FaultScope scope) {
        String reason = whyNot(action, scope);
        if (!reason.isEmpty()) {
            strips.show(Notice.info(reason));
        } else if (scope == FaultScope.EVERYONE) {
            acting.perform(action, world.clients());
        } else {
            acting.perform(action);
        }
    }

    /// Good lines for everyone, everyone online, and no faults on the server.
    void clearAll() {
        clear(world.clients());
    }

    void clearServer() {
        clear(List.of());
    }

    private void clear(List<FleetClient> clients) {
        List<String> switches = new ArrayList<>();
        if (isBroadcastStopped()) {
            switches.add(STOP);
        }
        if (refusing) {
            switches.add(REFUSE);
        }
        ClearDeed deed = new ClearDeed(clients, switches, this);
        ledger.add(deed);
        tell(deed.clear());
    }

    boolean isBroadcastStopped() {
        return world.isBroadcastStopped();
    }

    boolean isRefusing() {
        return refusing;
    }

    /// Whether anything is wrong anywhere on purpose, which [#clearAll] would end.
    boolean isAnything() {
        return refusing
                || world.isBroadcastStopped()
                || world.clients().stream()
                        .anyMatch(client ->
                                !client.faults().isNone() || client.snapshot().status() == Status.OFFLINE);
    }

    void stopBroadcasting(boolean on) {
        toggle(STOP, on, text(on ? "deed.server.silent" : "deed.server.loud"));
    }

    void refuseConnections(boolean on) {
        toggle(REFUSE, on, text(on ? "deed.server.refuse" : "deed.server.accept"));
    }

    /// Switches a fault of the server that stays on or off.
    private void toggle(String fault, boolean on, String what) {
        add(new ServerDeed(what, () -> set(fault, on), () -> set(fault, !on)));
    }

    CompletableFuture<Optional<String>> set(String fault, boolean on) {
        return server(fault(fault).put("on", on));
    }

    CompletableFuture<Optional<String>> endServerFaults() {
        return server(fault("none"));
    }

    void failDeltas() {
        forGood("deed.server.delta", fault("delta-error").put("table", World.POST));
    }

    void restartServer() {
        forGood("deed.server.restart", fault("restart"));
    }

    void cutAll() {
        forGood("deed.server.cut", fault("cut"));
    }

    private void forGood(String key, ObjectNode fault) {
        add(new ServerDeed(text(key), () -> server(fault), null));
    }

    private void add(ServerDeed deed) {
        ledger.add(deed);
        tell(deed.answer());
    }

    private void tell(CompletableFuture<Optional<String>> answer) {
        var ignored = answer.thenAccept(
                refusal -> refusal.ifPresent(sentence -> strips.show(new Notice(Kind.DENIED, sentence, List.of()))));
    }

    /// Asks the server; completes on the FX thread, with a sentence if it refuses.
    private CompletableFuture<Optional<String>> server(ObjectNode fault) {
        return Acting.onScreen(mailbox, world.fault(fault)).handle((state, failure) -> {
            if (failure != null) {
                return Optional.of(Acting.sentence(failure));
            }
            refusing = state.path("refuseConnections").booleanValue(false);
            return Optional.empty();
        });
    }

    private static ObjectNode fault(String name) {
        return Json.object().put("fault", name);
    }
}

package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.world.ExternalClient;
import dev.parallax.ui.world.World;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a person does to the selected clients, all of them at once. What only the server can do to a program from
/// outside is done to those too; for the rest a strip says why not. FX thread only.
public final class ClientActing {
    private final World world;
    private final Selection selection;
    private final StripStack strips;
    private final Mailbox mailbox;
    private final Ledger ledger;

    public ClientActing(World world, Selection selection, StripStack strips, Mailbox mailbox, Ledger ledger) {
        this.world = world;
        this.selection = selection;
        this.strips = strips;
        this.mailbox = mailbox;
        this.ledger = ledger;
    }

    /// Lets the actions with clients do what they say.
    public void bind(Actions actions) {
        actions.on(Action.REMOVE_CLIENT, this::remove);
        actions.on(Action.TOGGLE_OFFLINE, this::toggleOffline);
        actions.on(Action.CHANGE_SESSION, this::changeSession);
        actions.on(Action.CUT_CLIENT, () -> forGood("deed.cut", withOutside(), at(FleetClient::cut)));
        actions.on(Action.CORRUPT_CACHE, () -> forGood("deed.corrupt", own(), at(FleetClient::corruptCache)));
        actions.on(Action.KILL_CLIENT, () -> perform("deed.kill", own(), at(FleetClient::kill), FleetClient::restart));
        actions.on(Action.RESTART_CLIENT, () -> forGood("deed.restart", own(), FleetClient::restart));
        actions.on(Action.EXPIRE_SESSION, () -> {
            List<FleetClient> clients = withOutside();
            if (clients.stream().anyMatch(ExternalClient.class::isInstance)) {
                forGood("deed.expire", clients, FleetClient::expireSession);
            } else {
                perform("deed.expire", clients, FleetClient::expireSession, FleetClient::signInAgain);
            }
        });
        actions.on(Action.SIGN_IN_AGAIN, () -> forGood("deed.signin", own(), FleetClient::signInAgain));
    }

    /// Cuts off those that are not; if all are, brings them back.
    private void toggleOffline() {
        List<FleetClient> clients = own();
        List<FleetClient> on = clients.stream()
                .filter(client -> client.snapshot().status() != Status.OFFLINE)
                .toList();
        if (on.isEmpty()) {
            perform("deed.online", clients, at(FleetClient::goOnline), at(FleetClient::goOffline));
        } else {
            perform("deed.offline", on, at(FleetClient::goOffline), at(FleetClient::goOnline));
        }
    }

    /// Lets the selected clients go on as another user or in another role.
    private void changeSession() {
        List<FleetClient> clients = own();
        if (clients.isEmpty()) {
            return;
        }
        SessionForm form = new SessionForm(
                world.schema().session(),
                named(clients),
                clients,
                UserChoice.known(world),
                strips::closeEditor,
                fields -> {
                    strips.closeEditor();
                    if (!fields.isEmpty()) {
                        changeSession(clients, fields);
                    }
                });
        strips.edit(form.content(), form.firstField());
    }

    private void changeSession(List<FleetClient> clients, Map<String, @Nullable Object> fields) {
        Map<Integer, Map<String, @Nullable Object>> before = new HashMap<>();
        for (FleetClient client : clients) {
            Map<String, @Nullable Object> old = new LinkedHashMap<>();
            fields.keySet()
                    .forEach(field -> old.put(field, client.snapshot().session().get(field)));
            before.put(client.number(), old);
        }
        perform(
                "deed.session",
                clients,
                client -> client.changeSession(fields),
                client -> client.changeSession(before.getOrDefault(client.number(), Map.of())));
    }

    /// The selected clients, or else the newest.
    private void remove() {
        List<FleetClient> all = world.clients();
        if (selection.hasClient() && world.client(selection.clientNumber()).isPresent()) {
            List<FleetClient> gone = own();
            if (!gone.isEmpty()) {
                ledger.add(new Done.ForGood(text("deed.remove", named(gone))));
                world.remove(gone);
            }
        } else if (!all.isEmpty()) {
            world.remove(List.of(all.getLast()));
        }
    }

    private void perform(
            String key,
            List<FleetClient> clients,
            Function<FleetClient, CompletableFuture<Void>> does,
            Function<FleetClient, CompletableFuture<Void>> takesBack) {
        if (!clients.isEmpty()) {
            ClientDeed deed = new ClientDeed(
                    text(key, named(clients)), clients, does, takesBack, answer -> Acting.onScreen(mailbox, answer));
            ledger.add(deed);
            tell(deed.each(does));
        }
    }

    private void forGood(String key, List<FleetClient> clients, Function<FleetClient, CompletableFuture<Void>> does) {
        if (!clients.isEmpty()) {
            String what = text(key, named(clients));
            ledger.add(new Done.ForGood(what));
            tell(new ClientDeed(what, clients, does, does, answer -> Acting.onScreen(mailbox, answer)).each(does));
        }
    }

    private void tell(CompletableFuture<Optional<String>> end) {
        var ignored = end.thenAccept(
                failure -> failure.ifPresent(sentence -> strips.show(new Notice(Kind.DENIED, sentence, List.of()))));
    }

    /// The selected clients of the fleet; says so if there are none.
    private List<FleetClient> own() {
        List<FleetClient> all = withOutside();
        List<FleetClient> own = all.stream()
                .filter(client -> !(client instanceof ExternalClient))
                .toList();
        if (own.size() < all.size()) {
            List<FleetClient> outside =
                    all.stream().filter(client -> !own.contains(client)).toList();
            strips.show(Notice.info(text("external.refused", named(outside))));
        }
        return own;
    }

    private List<FleetClient> withOutside() {
        List<FleetClient> clients = selection.clients().stream()
                .flatMap(number -> world.client(number).stream())
                .toList();
        if (clients.isEmpty()) {
            strips.show(Notice.info(text("select.client")));
        }
        return clients;
    }

    private static String named(List<FleetClient> clients) {
        return clients.size() == 1 ? clients.getFirst().name() : text("many.clients", clients.size());
    }

    private static Function<FleetClient, CompletableFuture<Void>> at(Consumer<FleetClient> act) {
        return client -> {
            act.accept(client);
            return done();
        };
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}

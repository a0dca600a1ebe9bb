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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a person does to the selected clients, all of them at once. What only the server can do to a program from
/// outside is done to those too; for the rest a strip says why not. FX thread only.
public final class ClientActing {
    private static final Set<Action> ACTIONS = EnumSet.of(
            Action.REMOVE_CLIENT,
            Action.TOGGLE_OFFLINE,
            Action.CHANGE_SESSION,
            Action.CUT_CLIENT,
            Action.CORRUPT_CACHE,
            Action.KILL_CLIENT,
            Action.RESTART_CLIENT,
            Action.EXPIRE_SESSION,
            Action.SIGN_IN_AGAIN);

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

    /// Lets the actions with clients do what they say to the selected ones.
    public void bind(Actions actions) {
        ACTIONS.forEach(action -> actions.on(action, () -> perform(action)));
    }

    /// Does it to the selected clients, or says that there are none.
    public void perform(Action action) {
        List<FleetClient> clients = selection.clients().stream()
                .flatMap(number -> world.client(number).stream())
                .toList();
        if (!clients.isEmpty()) {
            perform(action, clients);
        } else if (action == Action.REMOVE_CLIENT && !world.clients().isEmpty()) {
            remove(List.of(world.clients().getLast()));
        } else {
            strips.show(Notice.info(text("select.client")));
        }
    }

    /// Does it to these clients.
    public void perform(Action action, List<FleetClient> clients) {
        switch (action) {
            case REMOVE_CLIENT -> remove(own(clients));
            case TOGGLE_OFFLINE -> toggleOffline(own(clients));
            case CHANGE_SESSION -> changeSession(own(clients));
            case CUT_CLIENT -> forGood("deed.cut", clients, at(FleetClient::cut));
            case CORRUPT_CACHE -> forGood("deed.corrupt", own(clients), at(FleetClient::corruptCache));
            case KILL_CLIENT -> perform("deed.kill", own(clients), at(FleetClient::kill), FleetClient::restart);
            case RESTART_CLIENT -> forGood("deed.restart", own(clients), FleetClient::restart);
            case EXPIRE_SESSION -> expire(clients);
            case SIGN_IN_AGAIN -> forGood("deed.signin", own(clients), FleetClient::signInAgain);
            default -> throw new IllegalArgumentException(action + " is not done to clients");
        }
    }

    /// Why an action cannot be done to any of these clients; empty if it can, at least to some.
    public String whyNot(Action action, List<FleetClient> clients) {
        List<ExternalClient> outside = clients.stream()
                .filter(ExternalClient.class::isInstance)
                .map(ExternalClient.class::cast)
                .toList();
        if (outside.isEmpty() || outside.size() < clients.size()) {
            return "";
        }
        String who = named(clients);
        return switch (action) {
            case CUT_CLIENT ->
                outside.stream().anyMatch(client -> client.reach().canCut()) ? "" : text("external.nocut", who);
            case EXPIRE_SESSION ->
                outside.stream().anyMatch(client -> client.reach().canEnd()) ? "" : text("external.noend", who);
            default -> text("external.refused", who);
        };
    }

    /// A program from outside does not sign in again by itself.
    private void expire(List<FleetClient> clients) {
        if (clients.stream().anyMatch(ExternalClient.class::isInstance)) {
            forGood("deed.expire", clients, FleetClient::expireSession);
        } else {
            perform("deed.expire", clients, FleetClient::expireSession, FleetClient::signInAgain);
        }
    }

    /// Cuts off those that are not; if all are, brings them back.
    private void toggleOffline(List<FleetClient> clients) {
        List<FleetClient> on =
                clients.stream().filter(client -> !isOffline(client)).toList();
        if (on.isEmpty()) {
            perform("deed.online", clients, at(FleetClient::goOnline), at(FleetClient::goOffline));
        } else {
            perform("deed.offline", on, at(FleetClient::goOffline), at(FleetClient::goOnline));
        }
    }

    /// Lets the selected clients go on as another user or in another role.
    private void changeSession(List<FleetClient> clients) {
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

    private void remove(List<FleetClient> gone) {
        if (!gone.isEmpty()) {
            ledger.add(new Done.ForGood(text("deed.remove", named(gone))));
            world.remove(gone);
        }
    }

    private static boolean isOffline(FleetClient client) {
        return client.snapshot().status() == Status.OFFLINE;
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

    /// Those of the fleet; says so if others are left out.
    private List<FleetClient> own(List<FleetClient> all) {
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

package dev.parallax.ui.tableau;

import dev.parallax.ui.selection.Picks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/// What pointer and keys select. A cell stands for its post, everything else of a card for its client: with Ctrl one is
/// added or taken away, with Shift all from the one before, in drawing order. FX thread only.
final class Picker {
    private final TableauView view;
    private final TableauModel model;
    private int clientAnchor;
    private long postAnchor;

    Picker(TableauView view, TableauModel model) {
        this.view = view;
        this.model = model;
    }

    private Picks picks() {
        return view.picksProperty().get();
    }

    private void pick(Picks next) {
        view.picksProperty().set(next);
    }

    private void anchor() {
        clientAnchor = picks().client();
        postAnchor = picks().post();
    }

    /// Selects what was hit and nothing else of its kind.
    void only(Hit hit) {
        switch (hit) {
            case Hit.Cell cell -> pick(Picks.of(cell.clientNumber(), cell.postId()));
            case Hit.Card card -> pick(picks().withClients(Set.of(card.clientNumber()), card.clientNumber()));
            case Hit.Nothing ignored -> pick(picks().leads());
        }
        anchor();
    }

    /// Whether what was hit is selected together with more.
    boolean isOneOfMany(Hit hit) {
        return picks().isMany()
                && switch (hit) {
                    case Hit.Cell cell ->
                        picks().posts().contains(cell.postId())
                                && picks().clients().contains(cell.clientNumber());
                    case Hit.Card card -> picks().clients().contains(card.clientNumber());
                    case Hit.Nothing ignored -> true;
                };
    }

    /// Adds what was hit, or takes it away.
    void toggle(Hit hit) {
        switch (hit) {
            case Hit.Cell cell -> {
                Picks on = picks().client() > 0 ? picks() : Picks.of(cell.clientNumber(), 0);
                pick(cell.postId() > 0 ? on.togglePost(cell.postId()) : on);
            }
            case Hit.Card card -> pick(picks().toggleClient(card.clientNumber()));
            case Hit.Nothing ignored -> {}
        }
        anchor();
    }

    /// Selects everything from the one before to what was hit.
    void extend(Hit hit) {
        switch (hit) {
            case Hit.Cell cell -> extendPosts(cell.clientNumber(), cell.postId());
            case Hit.Card card -> extendClients(card.clientNumber());
            case Hit.Nothing ignored -> {}
        }
    }

    private void extendPosts(int client, long to) {
        CardState card = model.state(client);
        int last = model.slots().slotOf(to);
        if (card == null || last < 0 || to <= 0) {
            return;
        }
        long from = picks().posts().contains(postAnchor) ? postAnchor : picks().post();
        int first = model.slots().slotOf(from);
        postAnchor = first < 0 ? to : from;
        Collection<Long> range = new TreeSet<>(Set.of(to));
        for (int slot = Math.min(first < 0 ? last : first, last); slot <= Math.max(first, last); slot++) {
            if (card.held(slot) != null && model.slots().id(slot) > 0) {
                range.add(model.slots().id(slot));
            }
        }
        Picks on = picks().client() > 0 ? picks() : Picks.of(client, 0);
        pick(on.withPosts(range, to));
    }

    private void extendClients(int to) {
        int from = picks().clients().contains(clientAnchor) ? clientAnchor : picks().client();
        int last = model.indexOf(to);
        int first = model.indexOf(from);
        clientAnchor = first < 0 ? to : from;
        first = first < 0 ? last : first;
        List<Integer> range = new ArrayList<>();
        for (int index = Math.min(first, last); index <= Math.max(first, last); index++) {
            range.add(model.order().get(index).view.number());
        }
        pick(picks().withClients(range, to));
    }

    /// Moves what leads by an arrow key.
    ///
    /// @param byCard whether to go by whole cards
    /// @param extending whether everything in between is selected too
    void step(KeyCode key, boolean byCard, boolean extending) {
        if (model.layout().count() == 0) {
            return;
        }
        int card = model.indexOf(model.selectedClient());
        Long post = model.selectedPost();
        Long first = model.slots().count() == 0 ? null : (Long) model.slots().id(0);
        Steps.Place from = new Steps.Place(Math.max(0, card), post == null ? first : post);
        Steps.Place to =
                card < 0 ? new Steps.Place(0, post == null ? first : post) : Steps.step(model, from, key, byCard);
        int client = model.order().get(to.card()).view.number();
        if (!extending || card < 0) {
            pick(Picks.of(client, to.post() == null ? 0 : to.post()));
            anchor();
        } else if (to.card() == card) {
            extendPosts(client, to.post() == null ? 0 : to.post());
        } else if (byCard || model.layout().level().detail() == ZoomLevel.Detail.HEAT) {
            extendClients(client);
        }
    }

    /// Every post that the leading client holds; if these are selected already, or in a heat map, every client.
    void all() {
        CardState card = model.state(model.selectedClient());
        List<Long> posts = card == null || model.layout().level().detail() == ZoomLevel.Detail.HEAT
                ? List.of()
                : card.view.posts().stream()
                        .map(row -> row.id())
                        .filter(id -> id > 0)
                        .toList();
        if (!posts.isEmpty() && !picks().posts().containsAll(posts)) {
            pick(picks().withPosts(posts, posts.contains(picks().post()) ? picks().post() : posts.getFirst()));
        } else if (!model.order().isEmpty()) {
            List<Integer> clients =
                    model.order().stream().map(state -> state.view.number()).toList();
            pick(picks().withClients(
                            clients, clients.contains(picks().client()) ? picks().client() : clients.getFirst()));
        }
        anchor();
    }

    /// From many back to what leads, from there to nothing.
    ///
    /// @return false if nothing was selected
    boolean fewer() {
        if (picks().isEmpty()) {
            return false;
        }
        pick(picks().isMany() ? picks().leads() : Picks.NONE);
        anchor();
        return true;
    }

    /// Selects the clients or posts that a band is drawn around, with or without those of before.
    ///
    /// @param before what was selected when the band was begun; null to select nothing but the band's
    void clientsIn(List<Integer> inside, @Nullable Picks before) {
        Collection<Integer> all = new TreeSet<>(before == null ? Set.of() : before.clients());
        all.addAll(inside);
        int lead = all.contains(picks().client())
                ? picks().client()
                : all.stream().findFirst().orElse(0);
        pick(picks().withClients(all, lead));
        anchor();
    }

    /// See [#clientsIn].
    void postsIn(int client, List<Long> inside, @Nullable Picks before) {
        Collection<Long> all = new TreeSet<>(before == null ? Set.of() : before.posts());
        all.addAll(inside);
        long lead = all.contains(picks().post())
                ? picks().post()
                : all.stream().findFirst().orElse(0L);
        pick(picks().leadClient(client).withPosts(all, lead));
        anchor();
    }
}

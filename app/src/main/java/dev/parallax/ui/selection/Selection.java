package dev.parallax.ui.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The selected clients and posts, one of each leading; 0 means none. FX thread only.
public final class Selection {
    private final List<Runnable> listeners = new ArrayList<>();
    private Picks picks = Picks.NONE;

    /// All that is selected.
    public Picks picks() {
        return picks;
    }

    public int clientNumber() {
        return picks.client();
    }

    public long postId() {
        return picks.post();
    }

    /// All selected clients, in number order.
    public Set<Integer> clients() {
        return picks.clients();
    }

    /// All selected posts, in id order.
    public Set<Long> posts() {
        return picks.posts();
    }

    public boolean hasClient() {
        return picks.client() > 0;
    }

    public boolean hasPost() {
        return picks.post() > 0;
    }

    /// Selects these two alone. What leads already stays selected together with the rest.
    public void select(int newClientNumber, long newPostId) {
        if (newClientNumber != picks.client() || newPostId != picks.post()) {
            pick(Picks.of(newClientNumber, newPostId));
        }
    }

    /// Selects this client alone, and keeps the posts.
    public void selectClient(int newClientNumber) {
        if (newClientNumber != picks.client()) {
            pick(picks.withClients(Set.of(newClientNumber), newClientNumber));
        }
    }

    /// Selects this post alone, and keeps the clients.
    public void selectPost(long newPostId) {
        if (newPostId != picks.post()) {
            pick(picks.withPosts(Set.of(newPostId), newPostId));
        }
    }

    /// Selects exactly these.
    public void pick(Picks next) {
        if (!next.equals(picks)) {
            picks = next;
            listeners.forEach(Runnable::run);
        }
    }

    /// Calls `listener` after every change.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}

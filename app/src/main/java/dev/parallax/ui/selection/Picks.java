package dev.parallax.ui.selection;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;

/// Which clients and which posts are selected, and which one of each leads: the leading client acts and is
/// inspected, the leading post is explained. The two have nothing to do with each other: any number of posts, any
/// number of clients. Immutable.
///
/// @param client the leading client's number; 0 if no client is selected
/// @param post the leading post's id; 0 if no post is selected
/// @param clients all selected clients, the leading one among them
/// @param posts all selected posts, the leading one among them
public record Picks(int client, long post, Set<Integer> clients, Set<Long> posts) {
    public static final Picks NONE = new Picks(0, 0, Set.of(), Set.of());

    /// @throws IllegalArgumentException if what leads is not selected, or nothing leads what is
    public Picks {
        clients = Collections.unmodifiableSortedSet(new TreeSet<>(clients));
        posts = Collections.unmodifiableSortedSet(new TreeSet<>(posts));
        if (clients.isEmpty() ? client > 0 : !clients.contains(client)) {
            throw new IllegalArgumentException("the leading client must be one of those selected");
        }
        if (posts.isEmpty() ? post > 0 : !posts.contains(post)) {
            throw new IllegalArgumentException("the leading post must be one of those selected");
        }
    }

    /// At most one of each; 0 for none.
    public static Picks of(int client, long post) {
        return new Picks(
                Math.max(0, client),
                Math.max(0, post),
                client > 0 ? Set.of(client) : Set.of(),
                post > 0 ? Set.of(post) : Set.of());
    }

    /// Whether more than one client or more than one post is selected.
    public boolean isMany() {
        return clients.size() > 1 || posts.size() > 1;
    }

    public boolean isEmpty() {
        return clients.isEmpty() && posts.isEmpty();
    }

    /// Only what leads.
    public Picks leads() {
        return isMany() ? of(client, post) : this;
    }

    /// One client and the same posts. A client that is selected already only takes the lead.
    public Picks leadClient(int number) {
        return clients.contains(number) ? withClients(clients, number) : withClients(Set.of(number), number);
    }

    /// These clients, and the same posts.
    ///
    /// @param lead one of them; 0 if there are none
    public Picks withClients(Collection<Integer> all, int lead) {
        return lead <= 0 ? new Picks(0, post, Set.of(), posts) : new Picks(lead, post, Set.copyOf(all), posts);
    }

    /// These posts, and the same clients.
    ///
    /// @param lead one of them; 0 if there are none
    public Picks withPosts(Collection<Long> all, long lead) {
        return lead <= 0 ? new Picks(client, 0, clients, Set.of()) : new Picks(client, lead, clients, Set.copyOf(all));
    }

    /// With a client more, which leads, or without it.
    public Picks toggleClient(int number) {
        SortedSet<Integer> next = new TreeSet<>(clients);
        if (next.remove(number)) {
            return withClients(next, next.contains(client) ? client : next.isEmpty() ? 0 : next.last());
        }
        next.add(number);
        return withClients(next, number);
    }

    /// With a post more, which leads, or without it.
    public Picks togglePost(long id) {
        SortedSet<Long> next = new TreeSet<>(posts);
        if (next.remove(id)) {
            return withPosts(next, next.contains(post) ? post : next.isEmpty() ? 0 : next.last());
        }
        next.add(id);
        return withPosts(next, id);
    }

    /// Without what is gone. What leads stays, as one can ask about what is gone.
    public Picks retain(IntPredicate isClient, LongPredicate isPost) {
        SortedSet<Integer> left = new TreeSet<>(clients);
        left.removeIf(number -> number != client && !isClient.test(number));
        SortedSet<Long> there = new TreeSet<>(posts);
        there.removeIf(id -> id != post && !isPost.test(id));
        return left.size() == clients.size() && there.size() == posts.size()
                ? this
                : new Picks(client, post, left, there);
    }
}

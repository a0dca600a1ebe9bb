package dev.parallax.ui.matrix;

import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.Visibility;
import dev.parallax.ui.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What every client may see at one state of the database. Immutable; clients of equal sessions share their sets.
///
/// @param version of that state; 0 if nothing is known
/// @param posts all there are, by id
/// @param clients by number; a client that is not among them was not asked about
/// @param isCut whether there are more posts
record Permits(long version, List<Row> posts, Map<Integer, OfClient> clients, boolean isCut) {
    /// Before anything was asked, and of the past.
    static final Permits UNKNOWN = new Permits(0, List.of(), Map.of(), false);

    Permits {
        posts = List.copyOf(posts);
        clients = Map.copyOf(clients);
    }

    /// @param ids of the posts that it may see
    /// @param unfollowed those of them that it does not ask for, because its dialect holds only what it follows
    record OfClient(Set<Long> ids, Set<Long> unfollowed) {
        OfClient {
            ids = Set.copyOf(ids);
            unfollowed = Set.copyOf(unfollowed);
        }
    }

    private record Key(SessionValues session, @Nullable Set<Long> spaces) {}

    /// @param clients what they showed when the question was asked
    static Permits of(Visibility visibility, Map<Integer, ReplicaSnapshot> clients) {
        Map<Key, OfClient> shared = new HashMap<>();
        Map<Integer, OfClient> all = new HashMap<>();
        clients.forEach((number, snapshot) -> {
            Coverage.Spaces spaces = snapshot.coverage().spaces();
            Key key = new Key(snapshot.session(), spaces == null ? null : spaces.open());
            all.put(number, shared.computeIfAbsent(key, any -> of(visibility, snapshot)));
        });
        return new Permits(visibility.version(), visibility.rows(), all, visibility.isCut());
    }

    private static OfClient of(Visibility visibility, ReplicaSnapshot snapshot) {
        Set<Long> ids = visibility.visible().getOrDefault(snapshot.session(), Set.of());
        Coverage.Spaces spaces = snapshot.coverage().spaces();
        if (spaces == null || !spaces.topic().record().equals(World.POST)) {
            return new OfClient(ids, Set.of());
        }
        Set<Long> unfollowed = new HashSet<>();
        for (Row post : visibility.rows()) {
            boolean followed = post.get(spaces.topic().field()) instanceof Long space
                    && spaces.open().contains(space);
            if (!followed && ids.contains(post.id())) {
                unfollowed.add(post.id());
            }
        }
        return new OfClient(ids, unfollowed);
    }
}

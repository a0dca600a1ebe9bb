package dev.parallax.bench;

import dev.parallax.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What it would cost to send the whole list of posts to everyone whom a change concerns, as systems without deltas
/// do. Knows the posts as the server's answers tell them. Confined to its thread.
final class WholeLists {
    /// @param bytes of the row as JSON
    private record Post(long author, long workspace, boolean published, int bytes) {}

    private final Map<Long, Post> posts = new HashMap<>();

    /// Takes over a row as the server answered it.
    void put(ObjectNode row) {
        posts.put(row.path("id").longValue(), post(row));
    }

    void remove(long id) {
        posts.remove(id);
    }

    /// @return the post before, or null
    @Nullable
    Object before(long id) {
        return posts.get(id);
    }

    /// The bytes of all posts that a user may see, if the change of one concerns the user; else 0.
    ///
    /// @param before what [#before] said before the change
    /// @param within which posts the list holds, by workspace
    long bytes(long user, long changed, @Nullable Object before, Predicate<Long> within) {
        if (!concerns(user, (Post) before, within) && !concerns(user, posts.get(changed), within)) {
            return 0;
        }
        long bytes = 2;
        for (Post post : posts.values()) {
            bytes += concerns(user, post, within) ? post.bytes() + 1 : 0;
        }
        return bytes;
    }

    /// The default schema's query permission, for a user who is no administrator.
    private static boolean concerns(long user, @Nullable Post post, Predicate<Long> within) {
        return post != null && (post.published() || post.author() == user) && within.test(post.workspace());
    }

    private static Post post(ObjectNode row) {
        return new Post(
                row.path("authorUserId").longValue(),
                row.path("workspaceId").longValue(),
                row.path("published").booleanValue(),
                Json.text(row).getBytes(StandardCharsets.UTF_8).length);
    }
}

package dev.parallax.fleet;

import dev.parallax.server.Inspection;
import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Twenty users, three workspaces of which everybody is in two, and sixty posts, every second one published, by the
/// operator's hand.
final class SmallWorld {
    static final int USERS = 20;
    static final int POSTS = 60;

    private SmallWorld() {}

    static void fill(Inspection inspection) {
        for (int user = 1; user <= USERS; user++) {
            inspection
                    .operate("createUser", Json.object().put("name", "User " + user))
                    .join();
        }
        for (int workspace = 1; workspace <= 3; workspace++) {
            inspection
                    .operate("createWorkspace", Json.object().put("name", "Workspace " + workspace))
                    .join();
        }
        for (int user = 1; user <= USERS; user++) {
            for (int workspace = 1; workspace <= 3; workspace++) {
                if ((user + workspace) % 3 != 1) {
                    inspection
                            .operate(
                                    "createMembership",
                                    Json.object().put("workspaceId", workspace).put("userId", user))
                            .join();
                }
            }
        }
        List<CompletableFuture<?>> posts = new ArrayList<>();
        for (int post = 1; post <= POSTS; post++) {
            posts.add(inspection.operate(
                    "createPost",
                    Json.object()
                            .put("workspaceId", 1 + post % 3)
                            .put("authorUserId", 1 + post % USERS)
                            .put("title", "Post " + post)
                            .put("content", "Text of post " + post)
                            .put("published", post % 2 == 0)));
        }
        posts.forEach(CompletableFuture::join);
    }
}

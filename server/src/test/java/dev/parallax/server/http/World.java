package dev.parallax.server.http;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A server with the default schema, three users and a workspace, and an outsider who talks to it. Confined to its
/// test.
final class World implements AutoCloseable {
    static final int HEARTBEAT_MILLIS = 20;

    final SyncServer server;
    final Outsider outsider;
    final SignedIn admin;
    final long ann;
    final long bob;
    final long cid;
    final long workspace;

    World() {
        this(UnaryOperator.identity());
    }

    World(UnaryOperator<ServerConfig> change) {
        server = SyncServer.start(
                change.apply(ServerConfig.defaults().withPort(0).withSeed(null).withHeartbeatMillis(HEARTBEAT_MILLIS)));
        outsider = new Outsider(server);
        admin = outsider.signIn(0, "admin");
        ann = user("Ann");
        bob = user("Bob");
        cid = user("Cid");
        // Its maker is no member, so the answer holds no row.
        workspace =
                id(outsider.db(admin, "createWorkspace", Map.of("name", "Here")).json(200));
    }

    SignedIn as(long userId) {
        return outsider.signIn(userId, "user");
    }

    /// Arguments of a new post.
    Map<String, Object> post(long author, String title, boolean published) {
        Map<String, Object> args = new LinkedHashMap<>();
        args.put("workspaceId", workspace);
        args.put("authorUserId", author);
        args.put("title", title);
        args.put("content", "content of " + title);
        args.put("published", published);
        return args;
    }

    ObjectNode createPost(SignedIn who, String title, boolean published) {
        return outsider.create(who, "Post", post(who.session().get("userId").longValue(), title, published));
    }

    static long id(ObjectNode row) {
        return row.get("id").longValue();
    }

    static long version(ObjectNode row) {
        return row.get("updatedAt").longValue();
    }

    /// A new workspace, which nobody may see before somebody is its member.
    long workspace(String name) {
        return outsider.db(admin, "createWorkspace", Map.of("name", name))
                .json(200)
                .get("id")
                .longValue();
    }

    private long user(String name) {
        return id(outsider.create(admin, "User", Map.of("name", name)));
    }

    @Override
    public void close() {
        outsider.close();
        server.close();
    }
}

package dev.parallax.scenario.plan;

import dev.parallax.server.engine.MergeRule;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The world that a scenario begins with. Immutable.
///
/// @param seed decides rows, traffic and jitter
/// @param people names of users, by id, in the order they are given
/// @param policy the schema's whole text; null for the default one
/// @param batchWindow for which changes of a space gather
/// @param heartbeat between two signs of life, in every dialect
public record Setting(
        long seed,
        int users,
        int workspaces,
        int posts,
        Map<Long, String> people,
        List<Cast> clients,
        @Nullable String policy,
        MergeRule merge,
        Duration batchWindow,
        Duration heartbeat) {
    public static final int USERS_LIMIT = 1_000;
    public static final int WORKSPACES_LIMIT = 100;
    public static final int POSTS_LIMIT = 10_000;
    public static final int CLIENTS_LIMIT = 1_000;

    /// A few users and posts, so that a lesson can be seen at a glance.
    public static final Setting DEFAULT = new Setting(
            7,
            6,
            2,
            8,
            Map.of(),
            List.of(),
            null,
            MergeRule.LAST_WRITE_WINS,
            Duration.ofSeconds(1),
            Duration.ofMillis(500));

    public Setting {
        people = Collections.unmodifiableMap(new LinkedHashMap<>(people));
        clients = List.copyOf(clients);
    }

    public Setting withClients(List<Cast> cast) {
        return new Setting(seed, users, workspaces, posts, people, cast, policy, merge, batchWindow, heartbeat);
    }
}

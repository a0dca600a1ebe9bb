package dev.parallax.fleet;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides what traffic does next, from a seed and what clients hold. Confined to its caller.
final class TrafficPlan {
    private static final String POST = "Post";
    private static final String AUTHOR = "authorUserId";
    private static final String PUBLISHED = "published";
    /// How often to look for another client before giving an act up.
    private static final int TRIES = 8;
    /// How far the number of posts may drift from where it was.
    private static final int DRIFT_LIMIT = 10;
    /// New posts are published at once in so many of ten cases.
    private static final int PUBLISHED_OF_TEN = 6;

    /// What to do.
    sealed interface Act {
        record Create(FleetClient by, Map<String, Object> fields) implements Act {}

        record Update(FleetClient by, long id, Map<String, Object> fields) implements Act {}

        record Delete(FleetClient by, long id) implements Act {}

        /// Only the operator may give a post to someone else.
        record Move(long id, long toUser) implements Act {}
    }

    private enum Kind {
        CREATE,
        EDIT,
        PUBLISH,
        UNPUBLISH,
        DELETE,
        MOVE,
        FORBIDDEN
    }

    private final RandomGenerator random;

    TrafficPlan(RandomGenerator random) {
        this.random = random;
    }

    /// @param drift posts created minus posts deleted so far
    /// @return null if nobody could do what was drawn
    @Nullable
    Act next(List<FleetClient> clients, TrafficMix mix, long drift) {
        if (clients.isEmpty()) {
            return null;
        }
        Kind kind = balanced(draw(mix), mix, drift);
        for (int tries = 0; tries < TRIES; tries++) {
            FleetClient client = clients.get(random.nextInt(clients.size()));
            ReplicaSnapshot snapshot = client.snapshot();
            if (snapshot.status() == Status.LIVE) {
                Act act = act(kind, client, snapshot);
                if (act != null) {
                    return act;
                }
            }
        }
        return null;
    }

    private @Nullable Act act(Kind kind, FleetClient client, ReplicaSnapshot snapshot) {
        Predicate<Row> own = row -> row.get(AUTHOR) instanceof Long author && author == client.userId() && row.id() > 0;
        Predicate<Row> published = row -> Boolean.TRUE.equals(row.get(PUBLISHED));
        List<Row> posts = snapshot.table(POST).shown();
        return switch (kind) {
            case CREATE -> {
                List<Long> workspaces = snapshot.knownIds("Workspace");
                yield workspaces.isEmpty()
                        ? null
                        : new Act.Create(client, post(client, workspaces.get(random.nextInt(workspaces.size()))));
            }
            case EDIT -> update(client, pick(posts, own), edit());
            case PUBLISH -> update(client, pick(posts, own.and(published.negate())), Map.of(PUBLISHED, true));
            case UNPUBLISH -> update(client, pick(posts, own.and(published)), Map.of(PUBLISHED, false));
            case DELETE -> {
                Row post = pick(posts, own);
                yield post == null ? null : new Act.Delete(client, post.id());
            }
            case MOVE -> {
                Row post = pick(posts, row -> row.id() > 0);
                Row user = pick(snapshot.table("User").shown(), row -> true);
                yield post == null || user == null ? null : new Act.Move(post.id(), user.id());
            }
            case FORBIDDEN -> update(client, pick(posts, own.negate().and(row -> row.id() > 0)), edit());
        };
    }

    private static @Nullable Act update(FleetClient client, @Nullable Row post, Map<String, Object> fields) {
        return post == null ? null : new Act.Update(client, post.id(), fields);
    }

    private Map<String, Object> post(FleetClient client, long workspaceId) {
        return Map.of(
                "workspaceId",
                workspaceId,
                AUTHOR,
                client.userId(),
                "title",
                Titles.title(random),
                "content",
                Titles.content(random),
                PUBLISHED,
                random.nextInt(10) < PUBLISHED_OF_TEN);
    }

    private Map<String, Object> edit() {
        return random.nextBoolean() ? Map.of("title", Titles.title(random)) : Map.of("content", Titles.content(random));
    }

    /// Where creates and deletes drift apart, the one makes up for the other, if the mix has both.
    private static Kind balanced(Kind drawn, TrafficMix mix, long drift) {
        if (mix.create() == 0 || mix.delete() == 0) {
            return drawn;
        }
        return switch (drawn) {
            case CREATE -> drift > DRIFT_LIMIT ? Kind.DELETE : drawn;
            case DELETE -> drift < -DRIFT_LIMIT ? Kind.CREATE : drawn;
            case EDIT, PUBLISH, UNPUBLISH, MOVE, FORBIDDEN -> drawn;
        };
    }

    private Kind draw(TrafficMix mix) {
        int[] weights = {
            mix.create(), mix.edit(), mix.publish(), mix.unpublish(), mix.delete(), mix.move(), mix.forbidden()
        };
        int left = random.nextInt(mix.sum());
        for (Kind kind : Kind.values()) {
            left -= weights[kind.ordinal()];
            if (left < 0) {
                return kind;
            }
        }
        return Kind.EDIT;
    }

    /// A random row that fits: from a random place onwards, so that usually few rows are looked at.
    private @Nullable Row pick(List<Row> rows, Predicate<Row> fits) {
        if (rows.isEmpty()) {
            return null;
        }
        int start = random.nextInt(rows.size());
        for (int step = 0; step < rows.size(); step++) {
            Row row = rows.get((start + step) % rows.size());
            if (fits.test(row)) {
                return row;
            }
        }
        return null;
    }
}

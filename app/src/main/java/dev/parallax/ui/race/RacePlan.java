package dev.parallax.ui.race;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides what a run of changes does next, from a seed and what the racing user sees: changes that this user sees,
/// each by the author of the post. What it created it deletes, and what it hid it shows again, so that the last
/// change leaves things as they were, but for titles. Pure. Confined to its caller.
final class RacePlan {
    private static final String AUTHOR = "authorUserId";
    private static final String PUBLISHED = "published";
    private static final List<String> SUBJECTS = List.of(
            "tides", "lanterns", "the orchard", "paper boats", "slow trains", "the north pier", "rain", "old maps");

    /// What to do, and in whose name.
    sealed interface Act {
        long author();

        record Create(long author, Map<String, Object> fields) implements Act {}

        record Update(long author, long id, Map<String, Object> fields) implements Act {}

        record Delete(long author, long id) implements Act {}
    }

    private final RandomGenerator random;
    private final Map<Long, Long> hidden = new HashMap<>();
    private final Map<Long, Long> created = new HashMap<>();
    private int drawn;

    RacePlan(RandomGenerator random) {
        this.random = random;
    }

    /// A post of this number came of [Act.Create].
    void created(long author, long id) {
        created.put(id, author);
    }

    /// @param posts that the user sees now
    /// @param left changes that are still to be made, this one among them
    /// @return null if the user sees nothing that could be changed
    @Nullable
    Act next(List<Row> posts, long user, int left) {
        drawn++;
        int debts = hidden.size() + created.size();
        if (debts > 0 && left <= debts) {
            return hidden.isEmpty() ? delete() : show();
        }
        Act act = switch (random.nextInt(10)) {
            case 0, 1 -> left > debts + 1 ? create(posts, user) : null;
            case 2, 3 -> left > debts + 1 ? hide(posts, user) : null;
            case 4 -> hidden.isEmpty() ? null : show();
            case 5 -> created.isEmpty() ? null : delete();
            default -> null;
        };
        return act == null ? edit(posts) : act;
    }

    private @Nullable Act edit(List<Row> posts) {
        Row post = pick(posts, row -> row.id() > 0 && author(row) > 0);
        return post == null
                ? null
                : new Act.Update(author(post), post.id(), Map.of("title", "About " + subject() + ", take " + drawn));
    }

    private @Nullable Act create(List<Row> posts, long user) {
        Row like = pick(posts, row -> row.get("workspaceId") instanceof Long && author(row) > 0);
        if (like == null || !(like.get("workspaceId") instanceof Long workspace)) {
            return null;
        }
        long author = random.nextBoolean() ? user : author(like);
        return new Act.Create(
                author,
                Map.of(
                        "workspaceId",
                        workspace,
                        AUTHOR,
                        author,
                        "title",
                        "New: " + subject(),
                        "content",
                        "Written for a race.",
                        PUBLISHED,
                        true));
    }

    /// A post of somebody else, so that hiding it takes it from the user.
    private @Nullable Act hide(List<Row> posts, long user) {
        Row post = pick(
                posts,
                row -> Boolean.TRUE.equals(row.get(PUBLISHED))
                        && author(row) > 0
                        && author(row) != user
                        && row.id() > 0
                        && !created.containsKey(row.id()));
        if (post == null) {
            return null;
        }
        hidden.put(post.id(), author(post));
        return new Act.Update(author(post), post.id(), Map.of(PUBLISHED, false));
    }

    private Act show() {
        Map.Entry<Long, Long> post = hidden.entrySet().iterator().next();
        hidden.remove(post.getKey());
        return new Act.Update(post.getValue(), post.getKey(), Map.of(PUBLISHED, true));
    }

    private Act delete() {
        Map.Entry<Long, Long> post = created.entrySet().iterator().next();
        created.remove(post.getKey());
        return new Act.Delete(post.getValue(), post.getKey());
    }

    private String subject() {
        return SUBJECTS.get(random.nextInt(SUBJECTS.size()));
    }

    private static long author(Row row) {
        return row.get(AUTHOR) instanceof Long id ? id : 0;
    }

    private @Nullable Row pick(List<Row> rows, Predicate<Row> fits) {
        List<Row> fitting = new ArrayList<>(rows.stream().filter(fits).toList());
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }
}

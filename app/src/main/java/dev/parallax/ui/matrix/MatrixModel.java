package dev.parallax.ui.matrix;

import dev.parallax.change.Row;
import dev.parallax.ui.tableau.Arrangement;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.PostFields;
import dev.parallax.ui.tableau.RowDiff;
import dev.parallax.ui.tableau.TableauFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lines of clients and columns of posts, and what each cell says. What a frame changes costs by what changed in it.
/// Knows no JavaFX and no pixels. Confined to one thread.
final class MatrixModel {
    /// New posts that wait for the server have negative numbers; they come last.
    private static final Comparator<Long> BY_ID =
            Comparator.<Long, Boolean>comparing(id -> id < 0).thenComparingLong(Math::abs);

    /// A client's line.
    static final class Line {
        private CardView card;

        private Line(CardView card) {
            this.card = card;
        }

        CardView card() {
            return card;
        }
    }

    private final Map<Integer, Line> lines = new HashMap<>();
    private final Map<Long, Integer> holders = new HashMap<>();
    private final Map<Long, Row> rows = new HashMap<>();
    private final PostFields fields = new PostFields();
    private TableauFrame frame = TableauFrame.EMPTY;
    private Permits permits = Permits.UNKNOWN;
    private Map<Long, Integer> permitted = Map.of();
    private Ghosts ghosts = Ghosts.NONE;
    private Arrangement arrangement = Arrangement.DEFAULT;
    private boolean filtersPosts;
    private List<Arrangement.Group<Line>> groups = List.of();
    private List<Line> order = List.of();
    private List<Long> columns = List.of();

    /// Takes the newest frame.
    ///
    /// @return whether lines or columns came, went or moved
    @SuppressWarnings("ReferenceEquality") // the same card saves the comparison, nothing else
    boolean show(TableauFrame next) {
        frame = next;
        boolean moved = false;
        Set<Integer> present = new HashSet<>(next.cards().size() * 2);
        int posts = holders.size();
        for (CardView card : next.cards()) {
            present.add(card.number());
            Line line = lines.get(card.number());
            if (line == null) {
                line = new Line(card);
                lines.put(card.number(), line);
                count(List.of(), card.posts());
                moved = true;
            } else if (line.card != card) {
                moved |= arrangement.dependsOn(line.card, card);
                count(line.card.posts(), card.posts());
                line.card = card;
            }
        }
        if (lines.size() > present.size()) {
            lines.values().removeIf(line -> {
                boolean gone = !present.contains(line.card.number());
                if (gone) {
                    count(line.card.posts(), List.of());
                }
                return gone;
            });
            moved = true;
        }
        if (moved) {
            arrange();
        }
        return arrangeColumns() || moved || posts != holders.size();
    }

    private void count(List<Row> before, List<Row> after) {
        RowDiff.walk(before, after, new RowDiff() {
            @Override
            public void left(Row row) {
                holders.computeIfPresent(row.id(), (id, count) -> count == 1 ? null : count - 1);
            }

            @Override
            public void arrived(Row row) {
                holders.merge(row.id(), 1, Integer::sum);
                rows.put(row.id(), row);
            }

            @Override
            public void changed(Row row) {
                rows.put(row.id(), row);
            }
        });
    }

    /// @return whether columns came or went
    boolean permit(Permits next) {
        permits = next;
        // Clients of equal sessions have the same object, so that thousands of them cost no more than a few.
        IdentityHashMap<Permits.OfClient, Integer> sharing = new IdentityHashMap<>();
        for (Line line : lines.values()) {
            Permits.OfClient of = next.clients().get(line.card.number());
            if (of != null) {
                sharing.merge(of, 1, Integer::sum);
            }
        }
        Map<Long, Integer> counts = new HashMap<>();
        sharing.forEach((of, count) -> of.ids().forEach(id -> counts.merge(id, count, Integer::sum)));
        permitted = counts;
        next.posts().forEach(post -> rows.put(post.id(), post));
        return arrangeColumns();
    }

    /// @return whether columns came or went
    boolean ghosts(Ghosts next) {
        ghosts = next;
        return arrangeColumns();
    }

    void arrange(Arrangement next) {
        arrangement = next;
        arrange();
        arrangeColumns();
    }

    private void arrange() {
        Arrangement.Result<Line> result = arrangement.arrange(List.copyOf(lines.values()), Line::card);
        filtersPosts = result.dimsPosts();
        groups = result.groups();
        order = groups.stream().flatMap(group -> group.cards().stream()).toList();
    }

    private boolean arrangeColumns() {
        Set<Long> ids = new HashSet<>(holders.keySet());
        permits.posts().forEach(post -> ids.add(post.id()));
        ids.addAll(ghosts.gained());
        if (rows.size() > ids.size() * 2) {
            rows.keySet().retainAll(ids);
        }
        if (filtersPosts) {
            ids.removeIf(id -> !arrangement.matches(title(id)));
        }
        if (ids.size() == columns.size() && ids.containsAll(columns)) {
            return false;
        }
        List<Long> next = new ArrayList<>(ids);
        next.sort(BY_ID);
        columns = next;
        return true;
    }

    CellState state(CardView card, Long post) {
        Row row = held(card, post);
        boolean held = row != null;
        if (held && card.marks().leaked().contains(post)) {
            return CellState.LEAK;
        }
        if (!held && card.marks().missing().contains(post)) {
            return CellState.MISSING;
        }
        Permits.OfClient of = permits.clients().get(card.number());
        if (of == null) {
            return held ? CellState.HELD : CellState.NOT_HELD;
        }
        boolean may = of.ids().contains(post);
        if (row != null) {
            // What is newer than the answer, or the server does not know yet, the answer says nothing about.
            boolean newer = post < 0 || row.version() > permits.version();
            return may ? CellState.BOTH : newer ? CellState.HELD : CellState.GOING;
        }
        if (!may) {
            return CellState.NEITHER;
        }
        return of.unfollowed().contains(post) ? CellState.UNFOLLOWED : CellState.COMING;
    }

    /// The post as the client shows it, or null.
    static @Nullable Row held(CardView card, long post) {
        List<Row> posts = card.posts();
        int low = 0;
        int high = posts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long id = posts.get(middle).id();
            if (id == post) {
                return posts.get(middle);
            }
            if (id < post) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /// How many posts a client may see and asks for; -1 if that is not known.
    int permitted(CardView card) {
        Permits.OfClient of = permits.clients().get(card.number());
        return of == null ? -1 : of.ids().size() - of.unfollowed().size();
    }

    /// How many clients hold a post.
    int holding(Long post) {
        return holders.getOrDefault(post, 0);
    }

    /// How many clients may see a post; -1 if that is not known.
    int permittedTo(Long post) {
        return isPermissionKnown() ? permitted.getOrDefault(post, 0) : -1;
    }

    boolean isPermissionKnown() {
        return permits.version() > 0;
    }

    /// Whether there are more posts than are shown.
    boolean isCut() {
        return permits.isCut();
    }

    String title(Long post) {
        Row row = rows.get(post);
        return row == null ? "#" + post : fields.title(row);
    }

    /// Clients by heading; without grouping one group with an empty label.
    List<Arrangement.Group<Line>> groups() {
        return groups;
    }

    /// The clients from the top.
    List<Line> order() {
        return order;
    }

    /// The posts from the left.
    List<Long> columns() {
        return columns;
    }

    Ghosts ghosts() {
        return ghosts;
    }

    TableauFrame frame() {
        return frame;
    }

    /// The place of a client among those that show, or -1.
    int lineOf(@Nullable Integer client) {
        for (int index = 0; client != null && index < order.size(); index++) {
            if (order.get(index).card.number() == client) {
                return index;
            }
        }
        return -1;
    }

    /// The place of a post among those that show, or -1.
    int columnOf(@Nullable Long post) {
        return post == null ? -1 : columns.indexOf(Objects.requireNonNull(post));
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A believable world from a seed: users, posts, and what each client holds under "own or published or admin".
final class World {
    static final RowShape POST = new RowShape(
            "Post",
            List.of("id", "workspaceId", "authorUserId", "title", "content", "published", "createdAt", "updatedAt"),
            "id");

    private static final String[] FIRST = {
        "Amara", "Bruno", "Chiara", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ingrid", "Jonas", "Keiko", "Liam",
        "Marta", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Sven", "Tomás"
    };
    private static final String[] LAST = {
        "Okafor",
        "Silva",
        "Conti",
        "Volkov",
        "Yılmaz",
        "Haddad",
        "Petrović",
        "Suzuki",
        "Larsen",
        "Weber",
        "Tanaka",
        "Murphy",
        "Kowalska",
        "Rahman",
        "Lindqvist",
        "Sharma",
        "Dubois",
        "Álvarez",
        "Bergström",
        "Novák"
    };
    private static final String[] START = {
        "Notes on",
        "The case for",
        "Rethinking",
        "A field guide to",
        "Why we left",
        "Measuring",
        "Letters about",
        "Small steps to",
        "What broke in",
        "Planning"
    };
    private static final String[] END = {
        "the harbour",
        "offline search",
        "winter menus",
        "our build",
        "quiet deploys",
        "shared calendars",
        "night trains",
        "the backlog",
        "paper maps",
        "slow queries",
        "the new office",
        "garden roofs"
    };
    private static final List<String> WORKSPACES = List.of("Atlas", "Borealis", "Cinder");

    private final Random random;
    private final Map<Long, Row> posts = new TreeMap<>();
    private final Map<Long, String> users = new TreeMap<>();
    private final List<CardView> cards = new ArrayList<>();
    private long version = 1_000;

    World(long seed, int users, int postCount, int clients) {
        this.random = new Random(seed);
        for (int user = 1; user <= users; user++) {
            this.users.put((long) user, FIRST[(user - 1) % FIRST.length] + " " + LAST[(user * 7 - 7) % LAST.length]);
        }
        for (long post = 1; post <= postCount; post++) {
            posts.put(post, row(post, 1L + random.nextInt(users), title(), random.nextInt(100) < 55));
        }
        for (int number = 1; number <= clients; number++) {
            long user = 1L + (number - 1) % users;
            String role = number % 12 == 0 ? "admin" : number % 7 == 0 ? "guest" : "user";
            cards.add(new CardView(
                    number,
                    name(user),
                    user,
                    role,
                    List.of(WORKSPACES.get((int) (user % 3))),
                    "cursor",
                    Status.LIVE,
                    "Up to date.",
                    version,
                    visible(user, role),
                    CardMarks.NONE));
        }
    }

    TableauFrame frame() {
        return TableauFrame.of(cards, users);
    }

    List<CardView> cards() {
        return cards;
    }

    List<Long> ids() {
        return List.copyOf(posts.keySet());
    }

    Row post(long id) {
        return Objects.requireNonNull(posts.get(id));
    }

    String name(long user) {
        return users.getOrDefault(user, "");
    }

    /// Changes a post for everyone who may see it.
    void put(Row row) {
        posts.put(row.id(), row);
        deliver();
    }

    void remove(long id) {
        posts.remove(id);
        deliver();
    }

    /// Publishes, hides or renames some posts.
    void stir(int changes) {
        List<Long> ids = ids();
        for (int change = 0; change < changes; change++) {
            Row row = post(ids.get(random.nextInt(ids.size())));
            boolean flip = random.nextBoolean();
            posts.put(
                    row.id(),
                    flip
                            ? row.with(Map.of(
                                    "published", !Boolean.TRUE.equals(row.get("published")), "updatedAt", ++version))
                            : row.with(Map.of("title", title(), "updatedAt", ++version)));
        }
        deliver();
    }

    Row row(long id, long author, String title, boolean published) {
        return new Row(POST, List.of(id, 1 + id % 3, author, title, "", published, "", ++version));
    }

    private void deliver() {
        cards.replaceAll(card -> {
            List<Row> visible = visible(card.userId(), card.role());
            return card.status() != Status.LIVE || visible.equals(card.posts()) ? card : with(card, visible);
        });
    }

    private List<Row> visible(long user, String role) {
        return posts.values().stream()
                .filter(row -> role.equals("admin")
                        || Boolean.TRUE.equals(row.get("published"))
                        || Long.valueOf(user).equals(row.get("authorUserId")))
                .collect(Collectors.toList());
    }

    private String title() {
        return START[random.nextInt(START.length)] + " " + END[random.nextInt(END.length)];
    }

    void status(int number, Status status, String message) {
        cards.replaceAll(card -> card.number() != number
                ? card
                : new CardView(
                        number,
                        card.name(),
                        card.userId(),
                        card.role(),
                        card.workspaces(),
                        card.dialect(),
                        status,
                        message,
                        card.version(),
                        card.posts(),
                        card.marks()));
    }

    void marks(int number, CardMarks marks) {
        cards.replaceAll(card -> card.number() != number
                ? card
                : new CardView(
                        number,
                        card.name(),
                        card.userId(),
                        card.role(),
                        card.workspaces(),
                        card.dialect(),
                        card.status(),
                        card.message(),
                        card.version(),
                        card.posts(),
                        marks));
    }

    void hold(int number, List<Row> rows) {
        cards.set(number - 1, with(cards.get(number - 1), rows));
    }

    private static CardView with(CardView card, List<Row> rows) {
        return new CardView(
                card.number(),
                card.name(),
                card.userId(),
                card.role(),
                card.workspaces(),
                card.dialect(),
                card.status(),
                card.message(),
                card.version() + 1,
                rows,
                card.marks());
    }
}

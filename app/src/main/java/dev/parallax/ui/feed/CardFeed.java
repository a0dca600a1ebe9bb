package dev.parallax.ui.feed;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import dev.parallax.ui.tableau.CardMarks;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the tableau's frames. A client that did not change since the last frame gets the same card object, so that a
/// frame of a thousand quiet clients costs a thousand comparisons and no rows are looked at. Confined to one thread.
public final class CardFeed {
    private static final String USER = "User";
    private static final String WORKSPACE = "Workspace";
    private static final String MEMBERSHIP = "Membership";

    private final World world;
    private Map<Integer, Card> cards = new HashMap<>();
    private Map<Long, String> userNames = Map.of();
    private Map<Integer, Marks> marks = Map.of();
    private OracleReport report = OracleReport.NONE;
    private @Nullable TableSnapshot users;
    private TableauFrame frame = TableauFrame.EMPTY;

    /// A client's card and what it was made from.
    private record Card(ReplicaSnapshot snapshot, Marks marks, CardView view) {}

    public CardFeed(World world) {
        this.world = world;
    }

    /// The newest frame; the same object as before if nothing changed.
    ///
    /// @param adding how many clients are being added in all, 0 if none are
    /// @param added how many of these are there already
    @SuppressWarnings("ReferenceEquality")
    public TableauFrame frame(int adding, int added) {
        takeReport(world.oracle());
        List<FleetClient> clients = world.clients();
        boolean changed = clients.size() != frame.cards().size() || adding != frame.adding() || added != frame.added();
        changed |= takeUsers(clients);
        Map<Integer, Card> next = HashMap.newHashMap(clients.size());
        List<CardView> views = new ArrayList<>(clients.size());
        for (FleetClient client : clients) {
            Card known = cards.get(client.number());
            Card card = card(client, known);
            changed |= card != known;
            next.put(client.number(), card);
            views.add(card.view());
        }
        if (changed) {
            cards = next;
            frame = new TableauFrame(views, userNames, adding, added);
        }
        return frame;
    }

    private Card card(FleetClient client, @Nullable Card known) {
        ReplicaSnapshot snapshot = client.snapshot();
        Marks found = marks.getOrDefault(client.number(), Marks.NONE);
        if (known != null
                && known.snapshot().generation() == snapshot.generation()
                && known.marks().equals(found)) {
            return known;
        }
        TableSnapshot posts = snapshot.table(World.POST);
        CardView view = new CardView(
                client.number(),
                client.name(),
                client.userId(),
                client.role(),
                workspaces(client.userId(), snapshot),
                client.dialect(),
                snapshot.status(),
                snapshot.message(),
                snapshot.version(),
                posts.shown(),
                found.with(posts.pendingIds()));
        return new Card(snapshot, found, view);
    }

    /// The names of the workspaces that the client's own rows make its user a member of.
    private static List<String> workspaces(long userId, ReplicaSnapshot snapshot) {
        Set<Object> ids = new HashSet<>();
        for (Row row : snapshot.table(MEMBERSHIP).shown()) {
            if (Long.valueOf(userId).equals(row.get("userId")) && row.get("workspaceId") instanceof Long id) {
                ids.add(id);
            }
        }
        return snapshot.table(WORKSPACE).shown().stream()
                .filter(row -> ids.contains(row.id()))
                .map(row -> String.valueOf(row.get("name")))
                .toList();
    }

    /// Names come from the first client that knows any: under most policies all know the same.
    @SuppressWarnings("ReferenceEquality")
    private boolean takeUsers(List<FleetClient> clients) {
        for (FleetClient client : clients) {
            TableSnapshot table = client.snapshot().table(USER);
            if (!table.shown().isEmpty()) {
                if (table == users) {
                    return false;
                }
                users = table;
                Map<Long, String> names = HashMap.newHashMap(table.shown().size());
                table.shown().forEach(row -> names.put(row.id(), String.valueOf(row.get("name"))));
                boolean changed = !names.equals(userNames);
                userNames = Map.copyOf(names);
                return changed;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality")
    private void takeReport(OracleReport newest) {
        if (newest == report) {
            return;
        }
        report = newest;
        if (newest.clean()) {
            marks = Map.of();
            return;
        }
        Map<Integer, Marks> found = new HashMap<>();
        for (List<Finding> findings : List.of(newest.leaks(), newest.missing(), newest.stale())) {
            for (Finding finding : findings) {
                if (finding.record().equals(World.POST)) {
                    found.computeIfAbsent(finding.clientNumber(), number -> new Marks())
                            .add(finding);
                }
            }
        }
        marks = found;
    }

    /// What the oracle found about one client's posts; not changed once its report has been taken.
    private record Marks(Set<Long> leaked, Set<Long> missing, Set<Long> stale) {
        static final Marks NONE = new Marks(Set.of(), Set.of(), Set.of());

        Marks() {
            this(new HashSet<>(), new HashSet<>(), new HashSet<>());
        }

        void add(Finding finding) {
            switch (finding.kind()) {
                case LEAK -> leaked.add(finding.id());
                case MISSING -> missing.add(finding.id());
                case STALE -> stale.add(finding.id());
            }
        }

        @SuppressWarnings("ReferenceEquality")
        CardMarks with(Set<Long> pending) {
            return pending.isEmpty() && this == NONE
                    ? CardMarks.NONE
                    : new CardMarks(pending, Set.of(), leaked, missing, stale);
        }
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.OracleReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes frames from a fleet, once per pulse. A client that did not change keeps its view, and if nothing at all
/// changed the frame before is returned, so that the caller can leave it.
///
/// What one call costs has a limit: where more clients have changed than it allows, those that were left out come
/// next, in turn, so that a card among thousands may show what was so some frames ago. Confined to one thread.
public final class FleetFrames {
    /// Rows of changed clients that are looked at in one call: a fraction of a frame's time.
    static final int ROWS_LIMIT = 10_000;

    private static final String POST = "Post";
    private static final String USER = "User";
    private static final String WORKSPACE = "Workspace";
    private static final String MEMBERSHIP = "Membership";

    private record Seen(
            ReplicaSnapshot snapshot, String role, String name, String faults, List<Finding> findings, CardView view) {
        @SuppressWarnings("ReferenceEquality") // snapshots are published whole; another object is another state
        boolean is(ClientState client, ReplicaSnapshot now, List<Finding> found) {
            return snapshot == now
                    && role.equals(client.role())
                    && name.equals(client.name())
                    && faults.equals(client.faults())
                    && findings.equals(found);
        }
    }

    private final Map<Integer, Seen> seen = new HashMap<>();
    private final int rowsLimit;
    /// Where among the clients the next call begins to look for changes.
    private int first;

    private OracleReport report = OracleReport.NONE;
    private Map<Integer, List<Finding>> findings = Map.of();
    private @Nullable TableSnapshot users;
    private Map<Long, String> userNames = Map.of();
    private TableauFrame frame = TableauFrame.EMPTY;

    /// For a window: one call costs a fraction of a frame.
    public FleetFrames() {
        this(ROWS_LIMIT);
    }

    /// @param rowsLimit of changed clients' rows that one call looks at, before it leaves the others for the next
    FleetFrames(int rowsLimit) {
        this.rowsLimit = rowsLimit;
    }

    /// Where every card has to be of the same moment, whatever a call costs.
    public static FleetFrames whole() {
        return new FleetFrames(Integer.MAX_VALUE);
    }

    /// The fleet as it is now.
    ///
    /// @param newest what the oracle last found
    /// @param adding how many clients are being added in all, 0 if none are
    /// @param added how many of these are there already
    public TableauFrame next(List<ClientState> clients, OracleReport newest, int adding, int added) {
        takeReport(newest);
        boolean changed = clients.size() != seen.size() || adding != frame.adding() || added != frame.added();
        changed |= look(clients);
        Set<Integer> present = new HashSet<>(clients.size() * 2);
        List<CardView> cards = new ArrayList<>(clients.size());
        for (ClientState client : clients) {
            Seen known = seen.get(client.number());
            if (known != null) {
                present.add(client.number());
                cards.add(known.view());
            }
        }
        seen.keySet().retainAll(present);
        if (takeUsers(clients) || changed) {
            frame = new TableauFrame(cards, userNames, adding, added);
        }
        return frame;
    }

    /// Makes views of those that changed, as far as the limit goes; whoever is new gets one at once.
    ///
    /// @return whether there were any
    private boolean look(List<ClientState> clients) {
        boolean changed = false;
        int count = clients.size();
        int start = first < count ? first : 0;
        int left = rowsLimit;
        int leftOut = -1;
        for (int step = 0; step < count; step++) {
            int index = start + step < count ? start + step : start + step - count;
            ClientState client = clients.get(index);
            Seen before = seen.get(client.number());
            if (before != null && left <= 0) {
                leftOut = leftOut < 0 ? index : leftOut;
                continue;
            }
            ReplicaSnapshot snapshot = client.snapshot();
            List<Finding> found = findings.getOrDefault(client.number(), List.of());
            if (before == null || !before.is(client, snapshot, found)) {
                changed = true;
                CardView view = card(client, snapshot, found);
                seen.put(
                        client.number(),
                        new Seen(snapshot, client.role(), client.name(), client.faults(), found, view));
                left -= Math.max(1, view.posts().size());
            }
        }
        first = Math.max(0, leftOut);
        return changed;
    }

    @SuppressWarnings("ReferenceEquality") // a new report is a new object
    private void takeReport(OracleReport newest) {
        if (newest == report) {
            return;
        }
        report = newest;
        List<Finding> all = new ArrayList<>(newest.leaks());
        all.addAll(newest.missing());
        all.addAll(newest.stale());
        findings = all.stream()
                .filter(finding -> finding.record().equals(POST))
                .collect(Collectors.groupingBy(Finding::clientNumber));
    }

    /// Every session may read all users, so any client that has them will do.
    @SuppressWarnings("ReferenceEquality") // an unchanged table is the same object
    private boolean takeUsers(List<ClientState> clients) {
        for (ClientState client : clients) {
            TableSnapshot table = client.snapshot().table(USER);
            if (!table.shown().isEmpty()) {
                if (table == users) {
                    return false;
                }
                Map<Long, String> names = names(table);
                boolean changed = !names.equals(userNames);
                users = table;
                userNames = names;
                return changed;
            }
        }
        return false;
    }

    private static CardView card(ClientState client, ReplicaSnapshot snapshot, List<Finding> found) {
        TableSnapshot posts = snapshot.table(POST);
        return new CardView(
                client.number(),
                client.name(),
                client.userId(),
                client.role(),
                workspaces(snapshot, client.userId()),
                client.dialect(),
                snapshot.status(),
                snapshot.message(),
                snapshot.version(),
                posts.shown(),
                marks(snapshot, posts, found),
                client.faults());
    }

    private static CardMarks marks(ReplicaSnapshot snapshot, TableSnapshot posts, List<Finding> found) {
        Set<Long> overwritten = overwritten(snapshot.results(), posts);
        if (found.isEmpty() && overwritten.isEmpty()) {
            return CardMarks.pending(posts.pendingIds());
        }
        return new CardMarks(
                posts.pendingIds(),
                overwritten,
                ids(found, Finding.Kind.LEAK),
                ids(found, Finding.Kind.MISSING),
                ids(found, Finding.Kind.STALE));
    }

    /// Posts whose newest accepted write of this client is older than the row.
    private static Set<Long> overwritten(List<WriteResult> results, TableSnapshot posts) {
        Map<Long, Long> written = new HashMap<>();
        for (WriteResult result : results) {
            if (result.accepted() && result.record().equals(POST)) {
                written.merge(result.id(), result.version(), Math::max);
            }
        }
        Set<Long> overwritten = new HashSet<>();
        written.forEach((id, version) ->
                posts.findSynced(id).filter(row -> row.version() > version).ifPresent(row -> overwritten.add(id)));
        return overwritten.isEmpty() ? Set.of() : Set.copyOf(overwritten);
    }

    private static Set<Long> ids(List<Finding> found, Finding.Kind kind) {
        return found.stream()
                .filter(finding -> finding.kind() == kind)
                .map(Finding::id)
                .collect(Collectors.toSet());
    }

    private static List<String> workspaces(ReplicaSnapshot snapshot, long userId) {
        Map<Long, String> names = names(snapshot.table(WORKSPACE));
        return snapshot.table(MEMBERSHIP).shown().stream()
                .filter(row -> Long.valueOf(userId).equals(row.get("userId")))
                .map(row -> row.get("workspaceId") instanceof Long id ? names.getOrDefault(id, "#" + id) : "")
                .filter(name -> !name.isEmpty())
                .sorted()
                .toList();
    }

    private static Map<Long, String> names(TableSnapshot table) {
        return table.shown().stream()
                .collect(Collectors.toMap(
                        Row::id, row -> row.get("name") instanceof String name ? name : "#" + row.id(), (a, b) -> a));
    }
}

package dev.parallax.ui.policy;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.Dialect;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.SchemaPreview;
import dev.parallax.server.store.Loss;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What another schema would change for the clients that there are. Immutable; pure.
///
/// @param clients only those that gain or lose rows, in the order of their numbers
/// @param resynchronised records that every client would catch up anew
/// @param bytes that all clients would load for that
/// @param created records that are new
/// @param added fields that are new
/// @param losses what would be dropped
record Impact(
        List<OfClient> clients,
        List<String> resynchronised,
        long bytes,
        List<String> created,
        List<String> added,
        List<Loss> losses) {
    Impact {
        clients = List.copyOf(clients);
        resynchronised = List.copyOf(resynchronised);
        created = List.copyOf(created);
        added = List.copyOf(added);
        losses = List.copyOf(losses);
    }

    /// @param gained ids by record
    /// @param bytes that it would load
    record OfClient(
            int number,
            String name,
            String role,
            String dialect,
            Map<String, Set<Long>> gained,
            Map<String, Set<Long>> lost,
            long bytes) {
        int gains() {
            return count(gained);
        }

        int loses() {
            return count(lost);
        }

        private static int count(Map<String, Set<Long>> ids) {
            return ids.values().stream().mapToInt(Set::size).sum();
        }

        /// How the change of rules reaches a client of its dialect.
        String way() {
            return switch (Dialect.of(dialect)) {
                case CURSOR -> text("impact.way.cursor");
                case HEARTBEAT -> text("impact.way.heartbeat");
                case SPACE -> text("impact.way.space");
                case COLLECTION -> text("impact.way.collection");
                case CHANGELOG -> text("impact.way.changelog");
            };
        }
    }

    static Impact of(SchemaPreview preview, List<FleetClient> clients) {
        Map<SessionValues, SchemaPreview.Impact> bySession = new HashMap<>();
        preview.impacts().forEach(impact -> bySession.put(impact.session(), impact));
        List<OfClient> concerned = new ArrayList<>();
        long bytes = 0;
        for (FleetClient client : clients) {
            ReplicaSnapshot snapshot = client.snapshot();
            SchemaPreview.Impact impact = bySession.get(snapshot.session());
            if (impact != null) {
                bytes += impact.bytes();
                OfClient of = of(client, snapshot, impact, preview.gained());
                if (of.gains() + of.loses() > 0) {
                    concerned.add(of);
                }
            }
        }
        return new Impact(
                concerned,
                preview.resynchronised(),
                bytes,
                preview.migration().created(),
                preview.migration().added(),
                preview.migration().losses());
    }

    private static OfClient of(
            FleetClient client,
            ReplicaSnapshot snapshot,
            SchemaPreview.Impact impact,
            Map<String, Map<Long, Row>> rows) {
        Map<String, Set<Long>> gained = new HashMap<>();
        Map<String, Set<Long>> lost = new HashMap<>();
        Set<Long> spaces = spaces(snapshot.coverage(), impact);
        impact.records().forEach((record, change) -> {
            if (!snapshot.coverage().covers(record)) {
                return;
            }
            Set<Long> gains = new HashSet<>(change.gained());
            gains.removeIf(id -> !follows(snapshot.coverage(), spaces, record, row(rows, record, id)));
            Set<Long> loses = new HashSet<>(change.lost());
            if (spaces != null) {
                loses.retainAll(new HashSet<>(
                        snapshot.table(record).synced().stream().map(Row::id).toList()));
            }
            put(gained, record, gains);
            put(lost, record, loses);
        });
        return new OfClient(
                client.number(), client.name(), client.role(), client.dialect(), gained, lost, impact.bytes());
    }

    private static @Nullable Row row(Map<String, Map<Long, Row>> rows, String record, long id) {
        return rows.getOrDefault(record, Map.of()).get(id);
    }

    /// The spaces that a client that follows spaces would follow then; null for others.
    private static @Nullable Set<Long> spaces(Coverage coverage, SchemaPreview.Impact impact) {
        Coverage.Spaces now = coverage.spaces();
        if (now == null) {
            return null;
        }
        Set<Long> then = new HashSet<>(now.open());
        SchemaPreview.Rows change = impact.records().get(now.topic().spaceRecord());
        if (change != null) {
            then.addAll(change.gained());
            change.lost().forEach(then::remove);
        }
        return then;
    }

    private static boolean follows(Coverage coverage, @Nullable Set<Long> spaces, String record, @Nullable Row row) {
        Coverage.Spaces now = coverage.spaces();
        return spaces == null
                || now == null
                || !now.topic().record().equals(record)
                || (row != null && row.get(now.topic().field()) instanceof Long space && spaces.contains(space));
    }

    private static void put(Map<String, Set<Long>> map, String record, Set<Long> ids) {
        if (!ids.isEmpty()) {
            map.put(record, ids);
        }
    }

    int gaining() {
        return (int) clients.stream().filter(client -> client.gains() > 0).count();
    }

    int losing() {
        return (int) clients.stream().filter(client -> client.loses() > 0).count();
    }

    int gained() {
        return clients.stream().mapToInt(OfClient::gains).sum();
    }

    int lost() {
        return clients.stream().mapToInt(OfClient::loses).sum();
    }

    /// "9 clients gain 41 rows, 3 lose 12."
    String sentence() {
        return sentence(gaining(), gained(), losing(), lost());
    }

    static String sentence(int gaining, int gained, int losing, int lost) {
        if (gained > 0 && lost > 0) {
            return text("impact.both", gaining, gained, losing, lost);
        }
        return gained > 0
                ? text("impact.gain", gaining, gained)
                : lost > 0 ? text("impact.lose", losing, lost) : text("impact.none");
    }

    /// Whether nobody gains, loses or loads anything, and nothing migrates.
    boolean isQuiet() {
        return clients.isEmpty() && created.isEmpty() && added.isEmpty() && losses.isEmpty();
    }

    /// What would be dropped: "drop the field `Post.content` with 60 values".
    String lossSentence() {
        return text("impact.would", losses.stream().map(Loss::what).collect(Collectors.joining("; ")));
    }

    /// The cells that would come and go.
    Ghosts ghosts() {
        Map<Integer, Ghosts.OfCard> cards = new HashMap<>();
        for (OfClient client : clients) {
            Set<Long> gain = client.gained().getOrDefault(World.POST, Set.of());
            Set<Long> lose = client.lost().getOrDefault(World.POST, Set.of());
            if (!gain.isEmpty() || !lose.isEmpty()) {
                cards.put(client.number(), new Ghosts.OfCard(gain, lose));
            }
        }
        return new Ghosts(cards);
    }
}

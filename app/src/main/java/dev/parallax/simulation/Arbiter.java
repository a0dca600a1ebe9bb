package dev.parallax.simulation;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What must hold of a simulation. After every step: versions rise, and no byte of content that a client could never
/// see is on its wire. At rest: everybody holds exactly what SQL says, what was acknowledged is in the log once,
/// and the log's hashes agree. Confined to its simulation.
final class Arbiter {
    private static final int LOG_PAGE = 1_000;

    private final ModelRows rows = new ModelRows();
    /// By client: content that was visible to it once, or is its own.
    private final Map<Integer, Set<Long>> permitted = new TreeMap<>();
    /// By client: whoever it is, or is about to be.
    private final Map<Integer, Set<SessionValues>> sessions = new TreeMap<>();
    private final Map<UUID, Long> markersOfWrites = new TreeMap<>();
    private final Map<Long, Integer> timesInLog = new TreeMap<>();
    /// Of writes that went on in another session: the server cannot know them again.
    private final Set<Long> repeatable = new TreeSet<>();
    private final Set<Schema> schemas = new LinkedHashSet<>();
    private final List<String> failures = new ArrayList<>();
    private long lastVersion;

    List<String> failures() {
        return failures;
    }

    ModelRows rows() {
        return rows;
    }

    void failed(String sentence) {
        failures.add(sentence);
    }

    /// From now on a client is this, and nothing else.
    void is(int client, SessionValues values) {
        sessions.put(client, new LinkedHashSet<>(Set.of(values)));
        lookAgain(client);
    }

    /// From now on a client may be this, too: what it is asked to become may be so at any moment.
    void mayBe(int client, SessionValues values) {
        sessions.computeIfAbsent(client, number -> new LinkedHashSet<>()).add(values);
        lookAgain(client);
    }

    /// From now on this is in force, and nothing else.
    void isInForce(Schema schema) {
        schemas.clear();
        mayBeInForce(schema);
    }

    /// From now on this may be in force, too.
    void mayBeInForce(Schema schema) {
        schemas.add(schema);
        sessions.keySet().forEach(this::lookAgain);
    }

    /// A client writes something of its own.
    void wrote(int client, UUID requestId, long marker) {
        allowed(client).add(marker);
        markersOfWrites.put(requestId, marker);
    }

    /// Whether the server did a write before its session ended is not known, and it is asked for again in another.
    void mayRepeat(UUID requestId) {
        Long marker = markersOfWrites.get(requestId);
        if (marker != null) {
            repeatable.add(marker);
        }
    }

    /// Reads what was committed since the last time.
    void follow(Engine engine) {
        List<LogEntry> page = engine.log(lastVersion, LOG_PAGE);
        while (!page.isEmpty()) {
            int index = 0;
            while (index < page.size()) {
                index = transaction(page, index);
            }
            page = page.size() < LOG_PAGE ? List.of() : engine.log(lastVersion, LOG_PAGE);
        }
    }

    private int transaction(List<LogEntry> page, int first) {
        int index = first;
        List<Row> changed = new ArrayList<>();
        boolean hasLinks = false;
        while (index < page.size()
                && page.get(index).change().transaction()
                        == page.get(first).change().transaction()) {
            Change change = page.get(index).change();
            if (change.version() <= lastVersion) {
                failed("version " + change.version() + " comes after " + lastVersion);
            }
            lastVersion = change.version();
            rows.apply(change);
            count(change);
            hasLinks |= !change.record().equals("Post");
            Row after = change.after();
            if (after != null) {
                changed.add(after);
            }
            index++;
        }
        List<Row> concerned = hasLinks ? rows.all() : changed;
        sessions.keySet().forEach(client -> look(client, concerned));
        return index;
    }

    /// Content is counted where it is written, not where it only stays.
    private void count(Change change) {
        Set<Long> before = markers(change.before());
        for (long marker : markers(change.after())) {
            if (!before.contains(marker)) {
                timesInLog.merge(marker, 1, Integer::sum);
            }
        }
    }

    private static Set<Long> markers(@Nullable Row row) {
        Set<Long> markers = new TreeSet<>();
        if (row != null) {
            Markers.in(row, markers::add);
        }
        return markers;
    }

    private void lookAgain(int client) {
        look(client, rows.all());
    }

    private void look(int client, List<Row> concerned) {
        Set<Long> allowed = allowed(client);
        for (Row row : concerned) {
            for (SessionValues session : sessions.getOrDefault(client, Set.of())) {
                for (Schema schema : schemas) {
                    if (rows.sees(schema, session, row)) {
                        Markers.in(row, allowed::add);
                    }
                }
            }
        }
    }

    private Set<Long> allowed(int client) {
        return permitted.computeIfAbsent(client, number -> new HashSet<>());
    }

    /// Something is on its way to a client.
    void told(int client, String text) {
        Set<Long> allowed = allowed(client);
        Markers.in(text, marker -> {
            if (!allowed.contains(marker)) {
                failed("client " + client + " is told the hidden content " + Markers.text(marker) + ": " + text);
            }
        });
    }

    /// Everything is at rest: what the server has acknowledged must be there.
    void lookAtWrites(List<WriteResult> results) {
        for (WriteResult result : results) {
            Long marker = markersOfWrites.get(result.requestId());
            if (marker != null && result.accepted() && timesInLog.getOrDefault(marker, 0) == 0) {
                failed("the acknowledged write " + result.requestId() + " of " + Markers.text(marker) + " is lost");
            }
        }
        timesInLog.forEach((marker, times) -> {
            if (times > 1 && !repeatable.contains(marker)) {
                failed(Markers.text(marker) + " was written " + times + " times");
            }
        });
    }

    /// @return why this client does not hold exactly what it may see, or null if it does
    static @Nullable String difference(ReplicaSnapshot snapshot, TruthSnapshot truth) {
        Coverage coverage = snapshot.coverage();
        Coverage.Spaces spaces = coverage.spaces();
        if (spaces != null) {
            Set<Long> open = new TreeSet<>(spaces.open());
            Set<Long> visible = new TreeSet<>();
            truth.tables()
                    .getOrDefault(spaces.topic().spaceRecord(), List.of())
                    .forEach(space -> visible.add(space.id()));
            if (!open.equals(visible)) {
                return "it follows the spaces " + open + " and may see " + visible;
            }
        }
        for (Map.Entry<String, List<Row>> table : truth.tables().entrySet()) {
            if (!coverage.covers(table.getKey())) {
                continue;
            }
            Map<Long, Row> held = new TreeMap<>();
            snapshot.table(table.getKey()).synced().forEach(row -> held.put(row.id(), row));
            for (Row row : table.getValue()) {
                if (spaces != null
                        && !(row.get(spaces.topic().field()) instanceof Long space
                                && spaces.open().contains(space))) {
                    continue;
                }
                Row mine = held.remove(row.id());
                if (mine == null) {
                    return "it lacks " + table.getKey() + " " + row.id();
                }
                if (!isSame(mine, row)) {
                    return "it holds " + mine + " where there is " + row;
                }
            }
            if (!held.isEmpty()) {
                return "it holds " + table.getKey() + " " + held.keySet() + ", which it may not see";
            }
        }
        return null;
    }

    private static boolean isSame(Row held, Row row) {
        return row.shape().fields().stream()
                .allMatch(field -> held.shape().indexOf(field) >= 0
                        && Objects.equals(held.get(field), RowJson.plain(row.get(field))));
    }
}

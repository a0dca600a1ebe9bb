package dev.parallax.oracle;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.ScopedChange;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.oracle.LeakClockReport.Exposure;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/// What one client should have done by now and has not. Thread-safe.
final class WatchedClient {
    /// A client that is away misses so much at most that is remembered one by one.
    private static final int OPEN_LIMIT = 10_000;
    private static final int HISTORY_LIMIT = 1_000;

    private final int number;
    private final String dialect;
    private final LeakClock clock;
    private final Map<Key, Due> open = new HashMap<>();
    private ReplicaSnapshot snapshot = ReplicaSnapshot.EMPTY;
    /// What was published while the truth after a change of permissions is being read.
    private final List<Published> history = new ArrayList<>();

    private int reading;
    private String session = "";

    WatchedClient(int number, String dialect, LeakClock clock) {
        this.number = number;
        this.dialect = dialect;
        this.clock = clock;
    }

    private record Key(String record, long id) {}

    private record Published(ReplicaSnapshot snapshot, long at) {}

    /// @param since of the commit
    /// @param away whether the client was not live at some time since
    private record Due(boolean isRevoked, long version, long since, boolean away) {
        Due whileAway() {
            return away ? this : new Due(isRevoked, version, since, true);
        }

        boolean isDone(ReplicaSnapshot now, Key key) {
            return now.table(key.record())
                    .findSynced(key.id())
                    .map(row -> isRevoked ? row.version() > version : row.version() >= version)
                    .orElse(isRevoked);
        }
    }

    /// Whether this is another session than the last one asked about.
    synchronized boolean isNewSession(String sessionId) {
        boolean isNew = !sessionId.equals(session);
        session = sessionId;
        return isNew;
    }

    Subscriber subscriber(Executor readers, Inspection inspection, String sessionId) {
        return new Subscriber() {
            @Override
            public void deliver(Delivery delivery) {
                delivery.changes().forEach(WatchedClient.this::due);
            }

            @Override
            public void resync(List<String> tables, Reason reason) {
                if (reason == Reason.PERMISSIONS) {
                    Published before = begin();
                    try {
                        readers.execute(() -> revoked(tables, before, inspection, sessionId));
                    } catch (RejectedExecutionException closing) {
                        // Nothing is timed any more.
                    }
                }
            }

            @Override
            public void ended() {
                // Whoever has no session any more is told so, and may keep what it had.
            }
        };
    }

    synchronized void published(ReplicaSnapshot next, long now) {
        snapshot = next;
        if (reading > 0 && history.size() < HISTORY_LIMIT) {
            history.add(new Published(next, now));
        }
        if (open.isEmpty()) {
            return;
        }
        boolean isLive = next.status() == Status.LIVE;
        for (Iterator<Map.Entry<Key, Due>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Key, Due> entry = each.next();
            if (entry.getValue().isDone(next, entry.getKey())) {
                end(entry.getKey(), entry.getValue(), now);
                each.remove();
            } else if (!isLive) {
                entry.setValue(entry.getValue().whileAway());
            }
        }
    }

    /// Revoked rows that the client holds.
    synchronized List<Exposure> held(long now) {
        List<Exposure> held = new ArrayList<>();
        open.forEach((key, due) -> {
            if (due.isRevoked()) {
                held.add(held(key, due, now));
            }
        });
        return held;
    }

    private synchronized void due(ScopedChange change) {
        Key key = new Key(change.record(), change.id());
        boolean isHeld = snapshot.table(key.record()).findSynced(key.id()).isPresent();
        boolean isRevoked = change.kind() == ChangeKind.DELETE;
        // Whether a client that knows only some spaces wants a new row is for it to say.
        boolean concerns = isHeld || (!isRevoked && change.kind() == ChangeKind.INSERT && covers(key.record()));
        if (!concerns) {
            // It never came, so there is nothing to let go of.
            open.remove(key);
            return;
        }
        begin(key, new Due(isRevoked, change.version(), change.version(), snapshot.status() != Status.LIVE));
    }

    private boolean covers(String record) {
        return snapshot.coverage().covers(record) && snapshot.coverage().spaces() == null;
    }

    private synchronized Published begin() {
        reading++;
        return new Published(snapshot, clock.now());
    }

    /// What the permissions took away is told to no stream row by row.
    ///
    /// @param before what the client showed when they changed, and when that was
    private void revoked(List<String> tables, Published before, Inspection inspection, String sessionId) {
        try {
            // The server's session: the client may not know yet that it is another one.
            SessionValues session =
                    inspection.session(sessionId).orElse(before.snapshot().session());
            TruthSnapshot truth = inspection.truth(session);
            synchronized (this) {
                for (String table : tables) {
                    Set<Long> visible = new HashSet<>();
                    truth.tables().getOrDefault(table, List.of()).forEach(row -> visible.add(row.id()));
                    open.entrySet()
                            .removeIf(entry -> entry.getValue().isRevoked()
                                    && entry.getKey().record().equals(table)
                                    && visible.contains(entry.getKey().id()));
                    before.snapshot().table(table).synced().stream()
                            .filter(row -> !visible.contains(row.id()))
                            .forEach(row -> revoked(new Key(table, row.id()), before));
                }
            }
        } finally {
            synchronized (this) {
                reading--;
                if (reading == 0) {
                    history.clear();
                }
            }
        }
    }

    private void revoked(Key key, Published before) {
        boolean isAway = before.snapshot().status() != Status.LIVE;
        Due due = new Due(true, before.at(), before.at(), isAway);
        for (Published later : history) {
            if (later.at() >= before.at() && due.isDone(later.snapshot(), key)) {
                end(key, due, later.at());
                return;
            }
        }
        begin(key, due);
    }

    private void begin(Key key, Due due) {
        if (due.isDone(snapshot, key)) {
            end(key, due, clock.now());
            open.remove(key);
        } else if (open.size() < OPEN_LIMIT || open.containsKey(key)) {
            Due before = open.get(key);
            // A row that is revoked twice was to go the first time.
            Due first = before != null && before.isRevoked() && due.isRevoked() ? before : due;
            open.put(key, new Due(due.isRevoked(), due.version(), first.since(), first.away()));
        }
    }

    private void end(Key key, Due due, long now) {
        if (due.isRevoked()) {
            clock.times().purged(held(key, due, now));
        } else if (!due.away()) {
            clock.times().visible(dialect, now - due.since());
        }
    }

    private Exposure held(Key key, Due due, long now) {
        return new Exposure(
                number, dialect, key.record(), key.id(), due.version(), Math.max(0, now - due.since()), due.away());
    }
}

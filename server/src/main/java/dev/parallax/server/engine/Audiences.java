package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who hears of a change: every live subscriber whose session may see the row before or after it, and no one else.
/// Thread-safe by one lock, which a publication holds from its first subscriber to its last; so a subscription
/// takes effect between two publications, never within one.
///
/// Subscribers stand in *crowds* of sessions that see the same of everything, crowds in *audiences* that see
/// the same of one record. A change is evaluated once for each audience that the index cannot rule out, and its
/// content exists once for each distinct view of it; so the cost follows those who see it, not those who are
/// connected.
///
/// A subscriber must not be holding a lock that its own callbacks take while it calls in here.
public final class Audiences {
    private final Map<String, RecordAudiences> records = new LinkedHashMap<>();
    private final Set<String> fields = new TreeSet<>();
    private final BiFunction<String, SessionValues, String> permissionHash;
    private final Function<String, @Nullable Session> currentSession;
    private final Map<SessionValues, Crowd> crowds = new LinkedHashMap<>();
    private final Map<String, Set<Seat>> seatsBySession = new HashMap<>();
    private final PublicationCounts counts = new PublicationCounts();

    /// @param permissionHash of a record for session values
    /// @param currentSession by key, as published; null if it has ended
    public Audiences(
            Schema schema,
            BiFunction<String, SessionValues, String> permissionHash,
            Function<String, @Nullable Session> currentSession) {
        for (RecordType type : schema.records()) {
            RecordAudiences audiences = new RecordAudiences(type);
            records.put(type.name(), audiences);
            fields.addAll(audiences.fields());
        }
        this.permissionHash = permissionHash;
        this.currentSession = currentSession;
    }

    /// From now on the subscriber hears of every publication. A session that has ended meanwhile is told so at
    /// once.
    public synchronized Subscription subscribe(Session session, Subscriber subscriber) {
        Session current = currentSession.apply(session.key());
        if (current == null) {
            subscriber.ended();
            return () -> {};
        }
        Seat seat = new Seat(session.key(), subscriber, crowd(current.values()));
        seat.crowd().seats().add(seat);
        seatsBySession
                .computeIfAbsent(session.key(), key -> new LinkedHashSet<>())
                .add(seat);
        return () -> leave(seat);
    }

    /// Tells everyone whom the commit concerns what it is for them: one delivery each, shared by all who see the
    /// same.
    public synchronized void publish(Commit commit) {
        long start = System.nanoTime();
        List<Change> changes = commit.changes();
        @Nullable ChangeKind[] base = new @Nullable ChangeKind[changes.size()];
        Map<Crowd, @Nullable ChangeKind[]> exceptions = new LinkedHashMap<>();
        List<RecordAudiences.Scope> scopes = new ArrayList<>(changes.size());
        for (int index = 0; index < base.length; index++) {
            RecordAudiences.Scope scope = audiences(changes.get(index)).scope(changes.get(index));
            scopes.add(scope);
            base[index] = scope.base();
        }
        for (int index = 0; index < base.length; index++) {
            int position = index;
            scopes.get(index).exceptions().forEach((audience, kind) -> {
                for (Crowd crowd : audience.crowds()) {
                    exceptions.computeIfAbsent(crowd, key -> base.clone())[position] = kind;
                }
            });
        }
        counts.scoped(changes.size(), System.nanoTime() - start);
        boolean concernsEveryone = Arrays.stream(base).anyMatch(kind -> kind != null);
        Map<List<@Nullable ChangeKind>, @Nullable Delivery> deliveries = new HashMap<>();
        // Copies, because whoever is told may leave.
        for (Crowd crowd : List.copyOf(concernsEveryone ? crowds.values() : exceptions.keySet())) {
            @Nullable ChangeKind[] kinds = exceptions.getOrDefault(crowd, base);
            Delivery delivery = deliveries.computeIfAbsent(
                    Collections.unmodifiableList(Arrays.asList(kinds)), view -> delivery(changes, view));
            if (delivery != null) {
                counts.delivered(delivery, crowd.seats().size());
                List.copyOf(crowd.seats()).forEach(seat -> seat.tell(subscriber -> subscriber.deliver(delivery)));
            }
        }
    }

    /// The session has other values: its subscribers change places and are told what to catch up.
    public synchronized void move(Session session) {
        for (Seat seat : seatsOf(session.key())) {
            SessionValues before = seat.crowd().values();
            SessionValues after = RecordAudiences.project(session.values(), fields);
            if (before.equals(after)) {
                continue;
            }
            vacate(seat);
            seat.moveTo(crowd(session.values()));
            seat.crowd().seats().add(seat);
            List<String> tables = records.keySet().stream()
                    .filter(record -> !permissionHash.apply(record, before).equals(permissionHash.apply(record, after)))
                    .toList();
            if (!tables.isEmpty()) {
                seat.tell(subscriber -> subscriber.resync(tables, Reason.PERMISSIONS));
            }
        }
    }

    /// Everyone may have missed something of any record.
    public synchronized void resynchroniseAll() {
        List<String> tables = List.copyOf(records.keySet());
        for (Set<Seat> seats : List.copyOf(seatsBySession.values())) {
            List.copyOf(seats).forEach(seat -> seat.tell(subscriber -> subscriber.resync(tables, Reason.RESTART)));
        }
    }

    /// The session is over.
    public synchronized void end(Session session) {
        for (Seat seat : seatsOf(session.key())) {
            seat.tell(Subscriber::ended);
            leave(seat);
        }
    }

    /// How many subscribers there are.
    public synchronized int count() {
        return seatsBySession.values().stream().mapToInt(Set::size).sum();
    }

    PublicationCounts counts() {
        return counts;
    }

    private List<Seat> seatsOf(String sessionKey) {
        return List.copyOf(seatsBySession.getOrDefault(sessionKey, Set.of()));
    }

    private synchronized void leave(Seat seat) {
        Set<Seat> seats = seatsBySession.get(seat.sessionKey());
        if (seats != null && seats.remove(seat)) {
            if (seats.isEmpty()) {
                seatsBySession.remove(seat.sessionKey());
            }
            seat.leave();
            vacate(seat);
        }
    }

    private Crowd crowd(SessionValues session) {
        SessionValues values = RecordAudiences.project(session, fields);
        Crowd crowd = crowds.get(values);
        if (crowd == null) {
            crowd = new Crowd(values);
            crowds.put(values, crowd);
            for (RecordAudiences audiences : records.values()) {
                audiences.join(crowd);
            }
        }
        return crowd;
    }

    private void vacate(Seat seat) {
        Crowd crowd = seat.crowd();
        crowd.seats().remove(seat);
        if (crowd.seats().isEmpty()) {
            crowds.remove(crowd.values());
            records.values().forEach(audiences -> audiences.leave(crowd));
        }
    }

    private RecordAudiences audiences(Change change) {
        RecordAudiences audiences = records.get(change.record());
        if (audiences == null) {
            throw new IllegalArgumentException("no record `" + change.record() + "` in the schema");
        }
        return audiences;
    }

    private static @Nullable Delivery delivery(List<Change> changes, List<@Nullable ChangeKind> view) {
        List<ScopedChange> scoped = new ArrayList<>();
        List<@Nullable Row> befores = new ArrayList<>();
        for (int index = 0; index < changes.size(); index++) {
            ChangeKind kind = view.get(index);
            if (kind != null) {
                Change change = changes.get(index);
                befores.add(kind == ChangeKind.INSERT ? null : change.before());
                scoped.add(new ScopedChange(
                        change.version(),
                        change.record(),
                        change.id(),
                        kind,
                        kind == ChangeKind.DELETE ? null : change.after()));
            }
        }
        return scoped.isEmpty() ? null : new Delivery(scoped, befores);
    }
}

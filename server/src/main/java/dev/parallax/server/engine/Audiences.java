package dev.parallax.server.engine;

import dev.parallax.change.Commit;
import dev.parallax.policy.Meaning;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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
    /// A commit that a count waits for is published within moments.
    private static final int PUBLICATION_MILLIS = 10;

    private final Map<String, RecordAudiences> records = new LinkedHashMap<>();
    private final LinkTallies tallies = new LinkTallies();
    private final Set<String> fields = new TreeSet<>();
    private final Function<String, @Nullable Session> currentSession;
    private final TallySource readers;
    private final TallySource writer;
    private final Map<SessionValues, Crowd> crowds = new LinkedHashMap<>();
    private final Map<String, Set<Seat>> seatsBySession = new HashMap<>();
    private final PublicationCounts counts = new PublicationCounts();

    /// For schemas whose query permissions ask about no links.
    ///
    /// @param currentSession by key, as published; null if it has ended
    public Audiences(Schema schema, Function<String, @Nullable Session> currentSession) {
        this(schema, currentSession, TallySource.NONE, TallySource.NONE);
    }

    /// @param currentSession by key, as published; null if it has ended
    /// @param readers counts for whoever subscribes
    /// @param writer counts for the thread that publishes, in the newest state
    Audiences(
            Schema schema,
            Function<String, @Nullable Session> currentSession,
            TallySource readers,
            TallySource writer) {
        index(schema);
        this.currentSession = currentSession;
        this.readers = readers;
        this.writer = writer;
    }

    /// From now on the subscriber hears of every publication. A session that has ended meanwhile is told so at
    /// once. If its permissions ask about links, and nobody with the same values is here yet, what they find is
    /// counted first, outside the lock.
    ///
    /// @throws dev.parallax.server.store.StoreBusyException if that cannot be read now
    public Subscription subscribe(Session session, Subscriber subscriber) {
        Seat seat = null;
        while (seat == null) {
            LinkTallies.Counting counting;
            synchronized (this) {
                Session current = currentSession.apply(session.key());
                if (current == null) {
                    subscriber.ended();
                    return () -> {};
                }
                List<LinkTally.Key> missing = missing(current.values());
                if (missing.isEmpty()) {
                    seat = seat(current, subscriber);
                    break;
                }
                counting = tallies.startCounting(missing);
            }
            seat = join(session, subscriber, counting);
        }
        Seat taken = seat;
        return () -> leave(taken);
    }

    /// @return null if it has to be tried again
    private @Nullable Seat join(Session session, Subscriber subscriber, LinkTallies.Counting counting) {
        TallySource.Counted counted;
        try {
            counted = readers.count(counting.keys());
        } catch (RuntimeException e) {
            synchronized (this) {
                tallies.giveUp(counting);
            }
            throw e;
        }
        synchronized (this) {
            boolean isCounted = tallies.finish(counting, counted);
            Session current = currentSession.apply(session.key());
            Seat seat = null;
            if (current != null && isCounted && missing(current.values()).isEmpty()) {
                seat = seat(current, subscriber);
            } else if (!isCounted) {
                awaitPublication();
            }
            tallies.dropUnused(counting.keys());
            return seat;
        }
    }

    private void awaitPublication() {
        try {
            wait(PUBLICATION_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a publication", e);
        }
    }

    private Seat seat(Session current, Subscriber subscriber) {
        Seat seat = new Seat(current.key(), subscriber, crowd(current.values()));
        seat.crowd().seats().add(seat);
        seatsBySession
                .computeIfAbsent(current.key(), key -> new LinkedHashSet<>())
                .add(seat);
        return seat;
    }

    /// A commit that no state of the database holds yet; it is published in this order if one ever does.
    synchronized void announce(Commit commit, LinkedEffects effects) {
        tallies.announce(commit.version(), effects);
    }

    /// No state of the database will ever hold what was announced.
    synchronized void withdraw() {
        tallies.withdraw();
    }

    /// A commit without effects on rows that it did not change.
    public void publish(Commit commit) {
        publish(commit, LinkedEffects.NONE);
    }

    /// Tells everyone whom the commit concerns what it is for them: one delivery each, shared by all who see the
    /// same. Who should be told of too many rows is told to catch up.
    synchronized void publish(Commit commit, LinkedEffects effects) {
        long start = System.nanoTime();
        tallies.begin(commit.version(), effects, writer);
        try {
            Publication publication = new Publication(commit, effects, records);
            counts.scoped(commit.changes().size(), System.nanoTime() - start);
            // Copies, because whoever is told may leave.
            publication.deliveries(crowds.values()).forEach((crowd, delivery) -> {
                counts.delivered(delivery, crowd.seats().size());
                List.copyOf(crowd.seats()).forEach(seat -> seat.tell(subscriber -> subscriber.deliver(delivery)));
            });
            publication
                    .resyncs()
                    .forEach((crowd, tables) -> List.copyOf(crowd.seats())
                            .forEach(seat -> seat.tell(subscriber -> subscriber.resync(tables, Reason.PERMISSIONS))));
        } finally {
            tallies.end();
            notifyAll();
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
            count(session.values());
            Crowd next = crowd(session.values());
            vacate(seat);
            seat.moveTo(next);
            next.seats().add(seat);
            List<String> tables = records.entrySet().stream()
                    .filter(entry -> entry.getValue().distinguishes(before, after))
                    .map(Map.Entry::getKey)
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

    /// Another schema is in force, and sessions may have other values by it: everybody changes places, and is told what
    /// to catch up. A record that the schemas say the same about is not told.
    synchronized void follow(Schema before, Schema next) {
        List<Seat> seats = seatsBySession.values().stream().flatMap(Set::stream).toList();
        tallies.forgetCountings();
        crowds.values().forEach(crowd -> records.values().forEach(audiences -> audiences.leave(crowd)));
        crowds.clear();
        records.clear();
        fields.clear();
        index(next);
        Set<String> changed = changed(before, next);
        for (Seat seat : seats) {
            SessionValues earlier = seat.crowd().values();
            Session session = currentSession.apply(seat.sessionKey());
            SessionValues values = session == null ? earlier : session.values();
            count(values);
            seat.moveTo(crowd(values));
            seat.crowd().seats().add(seat);
            Set<String> tables = new LinkedHashSet<>(changed);
            records.forEach((record, audiences) -> {
                if (audiences.distinguishes(earlier, values)) {
                    tables.add(record);
                }
            });
            if (!tables.isEmpty()) {
                seat.tell(subscriber -> subscriber.resync(List.copyOf(tables), Reason.PERMISSIONS));
            }
        }
    }

    private void index(Schema schema) {
        for (RecordType type : schema.records()) {
            RecordAudiences audiences = new RecordAudiences(type, tallies);
            records.put(type.name(), audiences);
            fields.addAll(audiences.fields());
        }
    }

    private static Set<String> changed(Schema before, Schema next) {
        Set<String> changed = new LinkedHashSet<>();
        Stream.concat(next.records().stream(), before.records().stream())
                .map(RecordType::name)
                .filter(record -> !Meaning.of(before, record).equals(Meaning.of(next, record)))
                .forEach(changed::add);
        return changed;
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

    /// What must be counted before these values have a crowd.
    private List<LinkTally.Key> missing(SessionValues session) {
        if (crowds.containsKey(RecordAudiences.project(session, fields))) {
            return List.of();
        }
        return records.values().stream()
                .flatMap(audiences -> audiences.asked(session).stream())
                .filter(key -> !tallies.has(key))
                .distinct()
                .toList();
    }

    /// Counts what is missing for these values, on the thread that publishes.
    private void count(SessionValues session) {
        List<LinkTally.Key> missing = missing(session);
        if (!missing.isEmpty()) {
            tallies.add(missing, writer.count(missing));
        }
    }

    /// Its links must have been counted.
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
}

package dev.parallax.recording;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.TableSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What every client held at every moment, as far back as there is room. Thread-safe.
///
/// States are kept whole, which costs little: tables and rows that did not change are shared. A client that publishes
/// very often is recorded as often as its share of the room allows; a look at all clients now and then ([#sweep]) makes
/// sure that its last state is there.
public final class Recording {
    /// States of all clients together.
    public static final int STATES_LIMIT = 100_000;
    /// What all states together may weigh, see [#weight].
    public static final long WEIGHT_LIMIT = 30_000_000;
    /// States a second, of all clients together, that are surely recorded.
    private static final int STATES_PER_SECOND = 2_000;

    private static final long SECOND_MICROS = 1_000_000;

    private final Map<Integer, Track> tracks = new HashMap<>();
    private final Map<Integer, Participant> participants = new ConcurrentHashMap<>();
    private final int limit;
    private final long weightLimit;
    private int states;
    private long weight;
    private long floor;

    public Recording() {
        this(STATES_LIMIT);
    }

    /// @param limit of states, of all clients together
    public Recording(int limit) {
        this(limit, WEIGHT_LIMIT);
    }

    /// @param weightLimit of all states together
    Recording(int limit, long weightLimit) {
        this.limit = limit;
        this.weightLimit = weightLimit;
    }

    /// What a state costs beside the one before it: its tables, and the rows of those lists that the two do not share.
    @SuppressWarnings("ReferenceEquality") // lists that did not change are the same object
    public static long weight(ReplicaSnapshot before, ReplicaSnapshot after) {
        long weight = after.tables().size();
        for (Map.Entry<String, TableSnapshot> each : after.tables().entrySet()) {
            TableSnapshot table = each.getValue();
            TableSnapshot earlier = before.tables().get(each.getKey());
            boolean isShared = earlier != null && earlier.synced() == table.synced();
            weight += isShared ? 0 : table.synced().size();
            // In a file they are told anew each time.
            weight += table.shown() == table.synced() ? 0 : table.shown().size();
        }
        return weight;
    }

    /// A client shows this since a time. Immutable.
    ///
    /// @param time microseconds since the epoch
    public record State(long time, int client, ReplicaSnapshot snapshot) {}

    /// A client's states, oldest first. Guarded by the recording.
    private static final class Track {
        private final List<Long> times = new ArrayList<>();
        private final List<ReplicaSnapshot> snapshots = new ArrayList<>();
        /// What each weighs beside the one before; the oldest beside nothing.
        private final List<Long> weights = new ArrayList<>();
        private long goneAt = Long.MAX_VALUE;
        /// How many of the oldest were let go.
        private int from;

        Optional<ReplicaSnapshot> at(long time) {
            int low = from;
            int high = times.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (times.get(middle) <= time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == from || time >= goneAt ? Optional.empty() : Optional.of(snapshots.get(low - 1));
        }

        int size() {
            return times.size() - from;
        }

        /// What a state would weigh here.
        long weight(ReplicaSnapshot snapshot) {
            return Recording.weight(size() == 0 ? ReplicaSnapshot.EMPTY : snapshots.getLast(), snapshot);
        }

        void add(long time, ReplicaSnapshot snapshot, long weight) {
            times.add(time);
            snapshots.add(snapshot);
            weights.add(weight);
        }

        /// Lets the oldest go, but for one.
        ///
        /// @return how much less is held
        long shorten(int going) {
            long before = weights.subList(from, from + going + 1).stream()
                    .mapToLong(Long::longValue)
                    .sum();
            from += going;
            // What it shared with those that went is its own now.
            weights.set(from, Recording.weight(ReplicaSnapshot.EMPTY, snapshots.get(from)));
            long less = before - weights.get(from);
            if (from > times.size() / 2) {
                times.subList(0, from).clear();
                snapshots.subList(0, from).clear();
                weights.subList(0, from).clear();
                from = 0;
            }
            return less;
        }
    }

    /// A recording with what was recorded before.
    ///
    /// @param past oldest first
    /// @param departures when clients left, by number
    public static Recording of(List<State> past, Map<Integer, Long> departures, List<Participant> participants) {
        Recording recording = new Recording();
        participants.forEach(each -> recording.meet(each.number(), () -> each));
        past.forEach(state -> recording.put(state.client(), state.snapshot(), state.time()));
        departures.forEach((client, time) -> {
            if (recording.tracks.containsKey(client)) {
                recording.track(client).goneAt = time;
            }
        });
        return recording;
    }

    /// Remembers who a client is.
    ///
    /// @param who asked the first time
    public void meet(int client, Supplier<Participant> who) {
        participants.computeIfAbsent(client, number -> who.get());
    }

    /// Everybody who was ever there, by number.
    public Map<Integer, Participant> participants() {
        return new TreeMap<>(participants);
    }

    /// A client shows this state since a time.
    ///
    /// @param time microseconds since the epoch, as versions are
    public synchronized void add(int client, ReplicaSnapshot snapshot, long time) {
        Track track = tracks.get(client);
        long pause = tracks.size() * SECOND_MICROS / STATES_PER_SECOND;
        if (track == null || track.size() == 0 || time - track.times.getLast() >= pause) {
            put(client, snapshot, time);
        }
    }

    /// All clients as they are now: what was too fast for [#add] is caught up.
    public synchronized void sweep(Map<Integer, ReplicaSnapshot> now, long time) {
        now.forEach((client, snapshot) -> put(client, snapshot, time));
        tracks.forEach((client, track) -> {
            boolean isThere = now.containsKey(client);
            if (isThere != (track.goneAt == Long.MAX_VALUE)) {
                // One of an earlier recording may be there again.
                track.goneAt = isThere ? Long.MAX_VALUE : time;
            }
        });
    }

    /// What every client showed at a time, by number.
    public synchronized Map<Integer, ReplicaSnapshot> at(long time) {
        Map<Integer, ReplicaSnapshot> at = new LinkedHashMap<>();
        tracks.keySet().stream()
                .sorted()
                .forEach(client -> track(client).at(time).ifPresent(snapshot -> at.put(client, snapshot)));
        return at;
    }

    /// From when on everything is here; the first state's time if nothing was let go.
    public synchronized long from() {
        long first = tracks.values().stream()
                .filter(track -> track.size() > 0)
                .mapToLong(track -> track.times.get(track.from))
                .min()
                .orElse(0);
        return Math.max(floor, first);
    }

    /// Every state that is kept, oldest first.
    public synchronized List<State> all() {
        List<State> all = new ArrayList<>(states);
        tracks.forEach((client, track) -> {
            for (int index = track.from; index < track.times.size(); index++) {
                all.add(new State(track.times.get(index), client, track.snapshots.get(index)));
            }
        });
        all.sort(Comparator.comparingLong(State::time).thenComparingInt(State::client));
        return all;
    }

    /// When clients left, by number.
    public synchronized Map<Integer, Long> departures() {
        Map<Integer, Long> departures = new TreeMap<>();
        tracks.forEach((client, track) -> {
            if (track.goneAt != Long.MAX_VALUE) {
                departures.put(client, track.goneAt);
            }
        });
        return departures;
    }

    /// How many states there are.
    public synchronized int states() {
        return states;
    }

    @SuppressWarnings("ReferenceEquality") // another object is another state
    private void put(int client, ReplicaSnapshot snapshot, long time) {
        Track track = tracks.computeIfAbsent(client, number -> new Track());
        if (track.size() > 0 && track.snapshots.getLast() == snapshot) {
            return;
        }
        long added = track.weight(snapshot);
        // Two threads may tell the same time in another order; what comes later is later.
        track.add(track.size() > 0 ? Math.max(time, track.times.getLast()) : time, snapshot, added);
        states++;
        weight += added;
        if (states > limit || weight > weightLimit) {
            letGo();
        }
    }

    /// A tenth of the room at once, the oldest of every client.
    private void letGo() {
        for (Track track : tracks.values()) {
            int going = Math.min(Math.max(1, track.size() / 10), track.size() - 1);
            weight -= track.shorten(going);
            states -= going;
            floor = Math.max(floor, track.times.get(track.from));
        }
    }

    private Track track(int client) {
        Track track = tracks.get(client);
        if (track == null) {
            throw new IllegalStateException("there is no client " + client);
        }
        return track;
    }
}

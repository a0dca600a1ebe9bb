package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.InvalidJsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The people of a client's spaces: plain reads, as old as the last one, never kept. Confined to its client.
final class SpacePeople {
    private final EffectList effects;
    private final Replica replica;
    private final String record;
    private final Map<Long, Long> requests = new HashMap<>();
    private final Map<Long, TreeMap<Long, Optional<Row>>> people = new TreeMap<>();

    SpacePeople(EffectList effects, Replica replica, Topic topic) {
        this.effects = effects;
        this.replica = replica;
        this.record = topic.beingRecord();
    }

    void ask(long space, String sessionId) {
        if (!requests.containsValue(space)) {
            long request = effects.nextNumber();
            effects.add(new Effect.Read(request, "/api/spaces/" + space + "/beings", sessionId));
            requests.put(request, space);
        }
    }

    boolean takes(long request) {
        return requests.containsKey(request);
    }

    /// @throws InvalidJsonException if the answer makes no sense
    void answered(long request, int status, String body) {
        Long space = requests.remove(request);
        if (space != null && status == 200) {
            TreeMap<Long, Optional<Row>> rows = new TreeMap<>();
            MessageRows.put(MessageRows.read(body), "rows", record, rows);
            people.put(space, rows);
            show();
        }
    }

    void unanswered(long request) {
        requests.remove(request);
    }

    /// Whether the people of a space were read, or are being read.
    boolean knows(long space) {
        return people.containsKey(space) || requests.containsValue(space);
    }

    void drop(long space) {
        if (people.remove(space) != null) {
            show();
        }
    }

    void cancel() {
        requests.keySet().forEach(request -> effects.add(new Effect.CancelRequest(request)));
        requests.clear();
    }

    private void show() {
        TreeMap<Long, Optional<Row>> all = new TreeMap<>();
        people.values().forEach(all::putAll);
        replica.put(record, new Replica.Table(RowSet.EMPTY.with(all), null, null));
    }
}

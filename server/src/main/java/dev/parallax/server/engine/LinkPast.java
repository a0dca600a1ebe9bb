package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.LinkQueries;
import dev.parallax.server.store.PathLog;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.StoredPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the `exists` of a session's permissions found at any version since an oldest one, seen from one state of the
/// database: what they find now, without the paths that were made since, and with those that were broken. Confined to
/// its thread.
final class LinkPast {
    private final LinkQueries now;
    private final SessionValues session;
    private final IdentityHashMap<Expression.Exists, LinkQuestion> questions = new IdentityHashMap<>();
    private final Map<Place, TreeMap<Long, Net>> changes = new HashMap<>();
    private final Map<Place, Long> counts = new HashMap<>();
    private boolean isWhole = true;

    /// @param oldest the first version of interest
    LinkPast(Snapshot snapshot, Schema schema, SessionValues session, long oldest) {
        this.now = snapshot.links();
        this.session = session;
        for (RecordType type : schema.records()) {
            questions.putAll(LinkQuestion.byExists(type.permission(Operation.QUERY)));
        }
        PathLog log = snapshot.paths();
        new HashSet<>(questions.values()).forEach(question -> read(log, question, oldest));
    }

    private record Place(LinkQuestion question, Object key) {}

    /// What a transaction did to the number of paths that count at a place.
    private record Net(long paths, long version) {
        Net plus(Net other) {
            return new Net(paths + other.paths, Math.max(version, other.version));
        }
    }

    /// False if it cannot be told what was found: too much changed at once.
    boolean isWhole() {
        return isWhole;
    }

    /// What was found after every transaction up to a version.
    LinkAnswers at(long version) {
        return (exists, row) -> {
            LinkQuestion question = questions.get(exists);
            if (question == null) {
                throw new IllegalArgumentException("an `exists` of another schema");
            }
            Object key = question.keyOf(row);
            return key != null && count(new Place(question, key), version) > 0;
        };
    }

    /// The keys at which the answer to a question has turned over since the oldest version.
    Set<Object> turnedKeys(LinkQuestion question) {
        Set<Object> keys = new HashSet<>();
        changes.forEach((place, nets) -> {
            if (place.question().equals(question)
                    && nets.keySet().stream().anyMatch(transaction -> turned(place, transaction) > 0)) {
                keys.add(place.key());
            }
        });
        return keys;
    }

    /// The version of the newest change by which a transaction turned an answer over for a row; 0 if it did not.
    long turned(LinkQuestion question, Row row, long transaction) {
        Object key = question.keyOf(row);
        return key == null ? 0 : turned(new Place(question, key), transaction);
    }

    private long turned(Place place, long transaction) {
        TreeMap<Long, Net> nets = changes.get(place);
        @Nullable Net net = nets == null ? null : nets.get(transaction);
        if (net == null || (count(place, transaction) > 0) == (count(place, transaction - 1) > 0)) {
            return 0;
        }
        return net.version();
    }

    private long count(Place place, long version) {
        long count = counts.computeIfAbsent(place, asked -> now.count(asked.question(), session, asked.key()));
        TreeMap<Long, Net> nets = changes.get(place);
        if (nets != null) {
            for (Net net : nets.tailMap(version, false).values()) {
                count -= net.paths();
            }
        }
        return count;
    }

    private void read(PathLog log, LinkQuestion question, long oldest) {
        isWhole &= log.since(question.id()) <= oldest;
        PathWalk walk = new PathWalk(log, question, session, oldest);
        for (Collection<StoredPath> paths = walk.next(); !paths.isEmpty(); paths = walk.next()) {
            for (StoredPath path : paths) {
                Object key = path.key();
                Row end = path.end();
                if (key == null || end == null) {
                    isWhole = false;
                } else if (question.isTrue(end, session)) {
                    changes.computeIfAbsent(new Place(question, key), place -> new TreeMap<>())
                            .merge(path.transaction(), new Net(path.isMade() ? 1 : -1, path.version()), Net::plus);
                }
            }
        }
    }
}

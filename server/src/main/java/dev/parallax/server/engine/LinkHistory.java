package dev.parallax.server.engine;

import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.LinkQueries;
import dev.parallax.server.store.PathLog;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.StoredPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// When that which `exists` finds for a session was last different, seen from one state of the database. Goes back from
/// the counts that SQL gives now through the paths made and broken, and stops where an answer turns over. It costs by
/// the paths that the session's own values name; those of others are not even read. Confined to its thread.
final class LinkHistory {
    private final PathLog log;
    private final LinkQueries now;

    LinkHistory(Snapshot snapshot) {
        this.log = snapshot.paths();
        this.now = snapshot.links();
    }

    /// The version of the last change that turned an answer over which the record's query permission needs, or since
    /// when it asks; 0 if it always did and nothing turned over.
    long lastChange(RecordType type, SessionValues session) {
        long last = 0;
        for (LinkQuestion question : LinkQuestion.of(type.permission(Operation.QUERY))) {
            last = Math.max(last, lastChange(question, session));
        }
        return last;
    }

    private long lastChange(LinkQuestion question, SessionValues session) {
        long since = log.since(question.id());
        PathWalk walk = new PathWalk(log, question, session, since);
        Map<Object, Long> counts = new HashMap<>();
        Collection<StoredPath> paths = walk.next();
        while (!paths.isEmpty()) {
            long turned = turned(question, session, paths, counts);
            if (turned > 0) {
                return turned;
            }
            paths = walk.next();
        }
        return since;
    }

    /// Goes back over one transaction.
    ///
    /// @param counts at the keys met so far, after the transaction; afterwards before it
    /// @return the version of the newest change that turned an answer over; 0 if none did
    private long turned(
            LinkQuestion question, SessionValues session, Collection<StoredPath> paths, Map<Object, Long> counts) {
        Map<Object, Net> nets = new HashMap<>();
        for (StoredPath path : paths) {
            Object key = path.key();
            if (key == null || path.end() == null) {
                return path.version();
            }
            if (question.isTrue(path.end(), session)) {
                nets.merge(key, new Net(path.isMade() ? 1 : -1, path.version()), Net::plus);
            }
        }
        long turned = 0;
        for (Map.Entry<Object, Net> net : nets.entrySet()) {
            Object key = net.getKey();
            long after = counts.computeIfAbsent(key, asked -> now.count(question, session, asked));
            long before = after - net.getValue().paths();
            counts.put(key, before);
            if ((before > 0) != (after > 0)) {
                turned = Math.max(turned, net.getValue().version());
            }
        }
        return turned;
    }

    private record Net(long paths, long version) {
        Net plus(Net other) {
            return new Net(paths + other.paths, Math.max(version, other.version));
        }
    }
}

package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.Commit;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the requests of one database transaction have done so far; later ones see what earlier ones did.
/// Confined to the writer.
final class Group {
    private final Sessions sessions;
    /// Sessions changed in this group; null for an ended one.
    private final Map<String, @Nullable Session> changed = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private int created;

    Group(Sessions sessions) {
        this.sessions = sessions;
    }

    Optional<Session> session(String key) {
        return changed.containsKey(key) ? Optional.ofNullable(changed.get(key)) : sessions.current(key);
    }

    int sessionCount() {
        return sessions.count() + created;
    }

    void add(Commit commit, LinkedEffects linked) {
        if (!commit.changes().isEmpty()) {
            effects.add(new Effect.Committed(commit, linked));
        }
    }

    /// Whether nothing may follow in this group: its last transaction is too large to be told apart from others.
    boolean isClosed() {
        return !effects.isEmpty()
                && effects.getLast() instanceof Effect.Committed committed
                && !committed.linked().uncounted().isEmpty();
    }

    void createSession(String secretHash, Session session) {
        created++;
        putSession(secretHash, session);
    }

    void putSession(String secretHash, Session session) {
        changed.put(session.key(), session);
        effects.add(new Effect.SessionPut(secretHash, session));
    }

    void endSession(String secretHash, Session session) {
        changed.put(session.key(), null);
        effects.add(new Effect.SessionEnded(secretHash, session));
    }

    /// What the group did to a row so far, one transaction after the other.
    List<Change> changesOf(String record, long id) {
        List<Change> changes = new ArrayList<>();
        for (Effect.Committed committed : committed()) {
            for (Change change : committed.commit().changes()) {
                if (change.id() == id && change.record().equals(record)) {
                    changes.add(change);
                }
            }
        }
        return changes;
    }

    List<Effect> effects() {
        return effects;
    }

    List<Effect.Committed> committed() {
        List<Effect.Committed> commits = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Committed committed) {
                commits.add(committed);
            }
        }
        return commits;
    }
}

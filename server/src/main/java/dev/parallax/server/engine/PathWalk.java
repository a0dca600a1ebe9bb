package dev.parallax.server.engine;

import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.PathLog;
import dev.parallax.server.store.StoredPath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/// Goes back through the paths that may count for a session, transaction by transaction. Confined to its thread.
final class PathWalk {
    /// Paths read at once.
    private static final int CHUNK_PATHS = 256;

    private final PathLog log;
    private final LinkQuestion question;
    private final long after;
    private final List<Trail> trails = new ArrayList<>();

    /// @param after ends before the transaction with this version
    PathWalk(PathLog log, LinkQuestion question, SessionValues session, long after) {
        this.log = log;
        this.question = question;
        this.after = after;
        PathRecords.terms(question, session).forEach(term -> trails.add(new Trail(term)));
    }

    /// The paths of the newest transaction that was not given yet, each once; empty when there is none.
    Collection<StoredPath> next() {
        long newest = trails.stream().mapToLong(Trail::newest).max().orElse(0);
        TreeMap<Integer, StoredPath> paths = new TreeMap<>();
        for (Trail trail : trails) {
            while (newest > 0 && trail.newest() == newest) {
                StoredPath path = trail.waiting.remove();
                paths.put(path.number(), path);
            }
        }
        return paths.values();
    }

    /// The paths under one term.
    private final class Trail {
        private final String term;
        private final Deque<StoredPath> waiting = new ArrayDeque<>();
        private long position = Long.MAX_VALUE;
        private boolean isAtEnd;

        Trail(String term) {
            this.term = term;
        }

        /// The transaction of the next path, or 0.
        long newest() {
            if (waiting.isEmpty() && !isAtEnd) {
                Chunk<StoredPath> chunk =
                        log.newest(question.id(), term, question.exists().target(), position, after, CHUNK_PATHS);
                waiting.addAll(chunk.items());
                isAtEnd = !chunk.isCut();
                position = waiting.isEmpty() ? position : waiting.getLast().transaction();
            }
            return waiting.isEmpty() ? 0 : waiting.getFirst().transaction();
        }
    }
}

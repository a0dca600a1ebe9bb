package dev.parallax.server.engine;

import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What is made to go wrong on purpose, so that people can see what clients do then. Thread-safe.
public final class ServerFaults {
    /// More failures in a row show nothing more.
    public static final int DELTA_FAILURES_LIMIT = 1_000;

    private final Map<String, Integer> failingDeltas = new ConcurrentHashMap<>();
    private volatile boolean refusesConnections;
    private volatile boolean broadcastStopped;
    /// Of the last commit that streams may have been told of, while some are kept from them.
    private volatile long toldUpTo = Long.MAX_VALUE;

    /// New live connections are turned away with UNAVAILABLE.
    public boolean refusesConnections() {
        return refusesConnections;
    }

    public void refuseConnections(boolean on) {
        refusesConnections = on;
    }

    /// Commits reach nobody, and nobody is told so.
    public boolean isBroadcastStopped() {
        return broadcastStopped;
    }

    /// The engine's.
    ///
    /// @param version of the clock: nothing after it is told
    void stopBroadcasting(long version) {
        toldUpTo = version;
        broadcastStopped = true;
    }

    /// The engine's, which must resynchronise everybody now, before [#broadcastAgain].
    void endStop() {
        broadcastStopped = false;
    }

    /// Everybody was told to resynchronise, so that the clock may be told again.
    void broadcastAgain() {
        toldUpTo = Long.MAX_VALUE;
    }

    /// The version up to which streams have been told everything, if the clock's is `version`. A client takes it for
    /// its cursor, so what was kept from it must be after that.
    long told(long version) {
        return Math.min(version, toldUpTo);
    }

    /// The next `times` attempts to say what a client lacks of a record fail; 0 ends it.
    public void failDeltas(String record, int times) {
        if (times == 0) {
            failingDeltas.remove(record);
        } else {
            failingDeltas.put(record, times);
        }
    }

    /// How many attempts will fail yet, by record.
    public Map<String, Integer> failingDeltas() {
        return new TreeMap<>(failingDeltas);
    }

    /// @throws ProblemException SYNC_ERROR if this attempt is to fail
    void attemptDelta(String record) {
        if (failingDeltas.isEmpty() || failingDeltas.computeIfPresent(record, (name, left) -> left) == null) {
            return;
        }
        failingDeltas.computeIfPresent(record, (name, left) -> left > 1 ? left - 1 : null);
        throw new ProblemException(Code.SYNC_ERROR, "the changes of `" + record + "` could not be read");
    }
}

package dev.parallax.server.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps readers from what is not on the disk yet. Thread-safe.
///
/// In a file, the database shows a transaction to new readers before it has written it: for a few milliseconds a
/// reader sees what a kill would undo. Whoever told a client about it would leave the client with rows that never
/// were. So the writer says when a commit begins and ends, and a reader, once it sees its state, waits for the
/// commit that is under way: whatever its state holds either ended before or is that one.
final class CommitGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long begun;
    private long over;

    /// Before a commit. Writer only.
    void begin() {
        lock.lock();
        try {
            begun++;
        } finally {
            lock.unlock();
        }
    }

    /// After a commit, done or failed. Writer only.
    void end() {
        lock.lock();
        try {
            over = begun;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until every commit that has begun is over; at most one is.
    void pass() {
        lock.lock();
        try {
            long mine = begun;
            while (over < mine) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}

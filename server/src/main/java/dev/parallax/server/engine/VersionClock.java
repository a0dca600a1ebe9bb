package dev.parallax.server.engine;

import dev.parallax.change.Version;
import java.time.InstantSource;

/// Where versions come from, and up to which version everything is known to be finished. Thread-safe; pure but
/// for the clock handed in.
///
/// It keeps a *reading*: the wall clock, except that it never goes back. When the wall clock jumps back, the
/// reading goes on at half speed until the wall has caught up.
///
/// - A new version is newer than the reading, than every version before it and than every safe version told to
/// anyone.
/// - The *safe* version is the reading, held back while a group of transactions is in flight: everything up to
/// it is
///   committed and published, everything that follows is newer. It is the clock and not the log's head, so it says
///   nothing about changes.
/// - Safe versions survive a crash: one is only told below the *ceiling*, which the writer has stored beforehand.
public final class VersionClock {
    private static final int SLEW = 2;

    private final InstantSource wall;
    private long reading;
    private long wallBefore;
    /// Where slewing began: the reading then, and the wall clock then.
    private long slewReading;
    private long slewWall;
    private long last;
    private long told;
    private long ceiling;
    private long pin = Long.MAX_VALUE;
    private long committed;

    /// @param after every version that an earlier run assigned or told is at most this
    public VersionClock(InstantSource wall, long after) {
        this.wall = wall;
        this.wallBefore = Version.of(wall.instant());
        this.reading = Math.max(wallBefore, after + 1);
        this.slewReading = reading;
        this.slewWall = wallBefore;
        this.last = after;
        this.told = after;
        this.committed = after;
        this.ceiling = after;
    }

    /// A group of transactions begins: the safe version stands still before its first version.
    public synchronized void begin() {
        pin = Math.max(read(), told);
        last = Math.max(last, pin);
    }

    /// The first of `count` consecutive versions, for a transaction of the group that has begun.
    public synchronized long next(int count) {
        long first = Math.max(read(), Math.max(last, told) + 1);
        last = first + count - 1;
        return first;
    }

    /// The group is durable; it is published next, and clients may come to know its versions.
    public synchronized void committed() {
        committed = last;
    }

    /// The newest version that is durable.
    public synchronized long committedVersion() {
        return committed;
    }

    /// The changes of the group up to `version` are with their subscribers.
    public synchronized void published(long version) {
        pin = Math.max(pin, version);
    }

    /// The group is over, published or given up.
    public synchronized void end() {
        pin = Long.MAX_VALUE;
        if (last > read()) {
            resume(last);
        }
    }

    /// Everything up to the answer is committed and published; every later change is newer.
    public synchronized long safe() {
        told = Math.max(told, Math.min(Math.min(read(), ceiling), pin));
        return told;
    }

    /// False for a version that no client can have learnt here: it comes from elsewhere. A reader may see a commit just
    /// before its writer hears that it is through, so what is in flight counts.
    public synchronized boolean isKnown(long version) {
        return version <= Math.max(safe(), last);
    }

    /// The ceiling to store so that safe versions may be told for the next `micros`.
    public synchronized long ceilingFor(long micros) {
        return Math.max(Math.max(read(), last) + micros, ceiling);
    }

    /// `stored` has become durable as the ceiling.
    public synchronized void raiseCeiling(long stored) {
        ceiling = Math.max(ceiling, stored);
    }

    /// True if the reading comes within `micros` of the ceiling, so that a new one should be stored.
    public synchronized boolean needsCeiling(long micros) {
        return read() > ceiling - micros;
    }

    /// No version above this was assigned or told.
    public synchronized long highest() {
        return Math.max(told, last);
    }

    private long read() {
        long now = Version.of(wall.instant());
        if (now >= reading) {
            reading = now;
        } else if (now < wallBefore) {
            slewReading = reading;
            slewWall = now;
        } else {
            reading = Math.max(reading, slewReading + (now - slewWall) / SLEW);
        }
        wallBefore = now;
        return reading;
    }

    private void resume(long at) {
        reading = at;
        slewReading = at;
        slewWall = wallBefore;
    }
}

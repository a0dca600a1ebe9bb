package dev.parallax.server.front;

import dev.parallax.server.dialect.Question;
import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One stream over plain HTTP, without its thread: whoever runs it asks what it wants, and does that. Confined to
/// them, but for [#standing], [#stop] and [#release], which are thread-safe; the publisher's side of it is the inbox.
///
/// A round *asks* what the client lacks, page by page and without holding a state of the database while anything
/// is written; meanwhile live deliveries gather in the inbox. Then it *follows*: it *tells* what has gathered, and
/// waits for more. An overflow or a resynchronisation leads to another round.
public final class StreamRun {
    private static final Wish END = new Wish.End();
    private static final Wish NOTHING = new Wish.Write("", false);

    private final ConnectionInfo info;
    private final Engine engine;
    private final Session session;
    private final StreamDialect dialect;
    private final StreamInbox inbox;
    private final Subscription subscription;
    private final Problems problems;
    private final long heartbeatNanos;
    private final Deque<String> texts = new ArrayDeque<>();
    private State state = State.ASKING;
    private long beatAt;
    private volatile long sent;
    private volatile long deltas;

    private enum State {
        ASKING,
        FOLLOWING,
        TELLING,
        OVER
    }

    /// What a stream wants done next.
    public sealed interface Wish {
        /// @param text may be empty
        /// @param isWhole whether the client can do something with what it has by then: nothing should hold
        ///     it back
        record Write(String text, boolean isWhole) implements Wish {}

        /// Be asked again when the bell rings, or at this time by the monotonic clock. Nothing that was written
        /// is to be held back.
        record Wait(long untilNanos) implements Wish {}

        /// Nothing follows.
        record End() implements Wish {}
    }

    /// @param nowNanos by the monotonic clock
    StreamRun(
            ConnectionInfo info,
            Engine engine,
            Session session,
            StreamDialect dialect,
            StreamInbox inbox,
            Subscription subscription,
            Problems problems,
            int heartbeatMillis,
            long nowNanos) {
        this.info = info;
        this.engine = engine;
        this.session = session;
        this.dialect = dialect;
        this.inbox = inbox;
        this.subscription = subscription;
        this.problems = problems;
        this.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
        this.beatAt = nowNanos + heartbeatNanos;
    }

    /// The next thing to do. One question to the engine or one item of the inbox at a time, so that whoever runs it
    /// writes in small pieces.
    ///
    /// @param nowNanos by the monotonic clock
    public Wish next(long nowNanos) {
        String text = texts.poll();
        if (text != null) {
            return write(text, false);
        }
        try {
            return switch (state) {
                case ASKING -> ask();
                case FOLLOWING -> follow(nowNanos);
                case TELLING -> tellNext(nowNanos);
                case OVER -> END;
            };
        } catch (StreamEnd end) {
            state = State.OVER;
            Problem problem = end.problem;
            return problem == null ? END : write(dialect.failed(problem, end.question), true);
        }
    }

    /// Asks the engine what the dialect wants to know, one question at a time.
    private Wish ask() throws StreamEnd {
        Question question = question();
        if (question == null) {
            state = State.FOLLOWING;
            return write(dialect.settled(), true);
        }
        StreamInbox.End end = inbox.end();
        if (end != null) {
            throw ending(end);
        }
        return write(answer(question), true);
    }

    private Wish follow(long nowNanos) throws StreamEnd {
        StreamInbox.Item item = inbox.poll(nowNanos);
        if (item != null) {
            return tell(item);
        }
        if (nowNanos - beatAt < 0) {
            return new Wish.Wait(inbox.nextDueNanos(beatAt, nowNanos));
        }
        // Read before the inbox is emptied: whatever is not newer is in it.
        long version = engine.toldVersion();
        StreamInbox.Item late = inbox.poll(nowNanos);
        if (late != null) {
            return tell(late);
        }
        state = State.ASKING;
        if (question() != null) {
            return NOTHING;
        }
        beatAt = nowNanos + heartbeatNanos;
        return write(dialect.heartbeat(version), true);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only whoever runs the stream writes it
    private Wish tell(StreamInbox.Item item) throws StreamEnd {
        state = State.TELLING;
        return switch (item) {
            case StreamInbox.Changes changes -> {
                deltas = deltas + 1;
                yield write(dialect.delivered(changes.delivery()), false);
            }
            case StreamInbox.Resync resync -> {
                String gathered = dialect.flush();
                texts.add(dialect.resync(resync.tables()));
                yield write(gathered, false);
            }
            case StreamInbox.End end -> throw ending(end);
        };
    }

    /// Tells all that are due behind the first.
    private Wish tellNext(long nowNanos) throws StreamEnd {
        StreamInbox.Item item = question() == null ? inbox.poll(nowNanos) : null;
        if (item != null) {
            return tell(item);
        }
        state = State.ASKING;
        return write(dialect.flush(), false);
    }

    private String answer(Question question) throws StreamEnd {
        try {
            return switch (question) {
                case Question.Changes changes -> {
                    long clock = engine.clockVersion();
                    yield dialect.answered(
                            engine.changes(session, changes.view(), changes.cursor(), changes.limit()), clock);
                }
                case Question.Sight sight -> {
                    dialect.answered(engine.sees(session, sight.type(), sight.id()));
                    yield "";
                }
            };
        } catch (RuntimeException e) {
            throw new StreamEnd(problems.of(e), question);
        }
    }

    private @Nullable Question question() throws StreamEnd {
        try {
            return dialect.question();
        } catch (ProblemException e) {
            throw new StreamEnd(e.problem(), null);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only whoever runs the stream writes it
    private Wish write(String text, boolean isWhole) {
        if (!text.isEmpty()) {
            sent = sent + 1;
        }
        return new Wish.Write(text, isWhole);
    }

    private static StreamEnd ending(StreamInbox.End end) {
        return switch (end) {
            case SESSION -> new StreamEnd(Problem.of(Code.AUTH_ERROR, "the session has ended"), null);
            case SERVER -> new StreamEnd(null, null);
        };
    }

    /// The stream is over, with a last word or without.
    private static final class StreamEnd extends Exception {
        private static final long serialVersionUID = 1;

        private final transient @Nullable Problem problem;
        private final transient @Nullable Question question;

        StreamEnd(@Nullable Problem problem, @Nullable Question question) {
            super(problem == null ? "the server stops" : problem.detail());
            this.problem = problem;
            this.question = question;
        }
    }

    public ConnectionInfo info() {
        return info;
    }

    public LiveConnection.Standing standing() {
        return inbox.standing(sent, deltas);
    }

    /// The server stops: so does the stream, before it tells anything more.
    public void stop() {
        inbox.stop();
    }

    /// Whoever runs it is done with it.
    public void release() {
        subscription.close();
    }
}

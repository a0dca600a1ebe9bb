package dev.parallax.server.http;

import dev.parallax.server.dialect.Question;
import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One stream over plain HTTP: runs its dialect on the request's virtual thread. The publisher's side of it is the
/// inbox; everything else is confined to that thread, but for what [LiveConnection] promises.
///
/// A round reads what the client lacks, page by page and without holding a state of the database while it writes;
/// meanwhile live deliveries gather in the inbox. Then it tells what has gathered, and waits for more. An
/// overflow or a resynchronisation leads to another round.
final class StreamConnection implements LiveConnection {
    private final ConnectionInfo info;
    private final Engine engine;
    private final Session session;
    private final StreamDialect dialect;
    private final StreamInbox inbox;
    private final StreamOutput output;
    private final Subscription subscription;
    private final Problems problems;
    private final long heartbeatNanos;
    private volatile long sent;
    private volatile long deltas;

    StreamConnection(
            ConnectionInfo info,
            Engine engine,
            Session session,
            StreamDialect dialect,
            StreamInbox inbox,
            StreamOutput output,
            Subscription subscription,
            Problems problems,
            int heartbeatMillis) {
        this.info = info;
        this.engine = engine;
        this.session = session;
        this.dialect = dialect;
        this.inbox = inbox;
        this.output = output;
        this.subscription = subscription;
        this.problems = problems;
        this.heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
    }

    /// Runs until the stream is over.
    ///
    /// @throws IOException if the client is gone
    void run() throws IOException {
        output.flush();
        try {
            follow();
        } catch (StreamEnd end) {
            Problem problem = end.problem;
            if (problem != null) {
                write(dialect.failed(problem, end.question));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        output.flush();
    }

    private void follow() throws IOException, InterruptedException, StreamEnd {
        long beatAt = System.nanoTime() + heartbeatNanos;
        while (true) {
            catchUp();
            output.flush();
            StreamInbox.Item item = inbox.take(beatAt);
            if (item != null) {
                tell(item);
                continue;
            }
            // Read before the inbox is emptied: whatever is not newer is in it.
            long version = engine.clockVersion();
            StreamInbox.Item late = inbox.poll();
            if (late != null) {
                tell(late);
            } else if (dialect.question() == null) {
                write(dialect.heartbeat(version));
                beatAt = System.nanoTime() + heartbeatNanos;
            }
        }
    }

    /// Tells an item and all that are due behind it.
    private void tell(StreamInbox.Item first) throws IOException, StreamEnd {
        StreamInbox.Item item = first;
        while (item != null) {
            switch (item) {
                case StreamInbox.Changes changes -> {
                    write(dialect.delivered(changes.delivery()));
                    deltas = deltas + 1;
                }
                case StreamInbox.Resync resync -> {
                    write(dialect.flush());
                    write(dialect.resync(resync.tables()));
                }
                case StreamInbox.End end -> throw ending(end);
            }
            item = isUpToDate() ? inbox.poll() : null;
        }
        write(dialect.flush());
    }

    /// Asks the engine until the dialect has no more questions.
    private void catchUp() throws IOException, StreamEnd {
        Question question = question();
        while (question != null) {
            StreamInbox.End end = inbox.end();
            if (end != null) {
                throw ending(end);
            }
            write(answer(question));
            output.flush();
            question = question();
        }
        write(dialect.settled());
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

    private boolean isUpToDate() throws StreamEnd {
        return question() == null;
    }

    private @Nullable Question question() throws StreamEnd {
        try {
            return dialect.question();
        } catch (ProblemException e) {
            throw new StreamEnd(e.problem(), null);
        }
    }

    private void write(String text) throws IOException {
        if (!text.isEmpty()) {
            output.write(text);
            sent = sent + 1;
        }
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

    @Override
    public ConnectionInfo info() {
        return info;
    }

    @Override
    public Standing standing() {
        return inbox.standing(sent, deltas);
    }

    @Override
    public long acknowledged() {
        return 0;
    }

    @Override
    public long silentNanos() {
        return output.silentNanos();
    }

    @Override
    public void ping() {
        // Nothing comes from the client on such a stream; its heartbeat shows whether it still takes anything.
    }

    @Override
    public void finish() {
        inbox.stop();
    }

    @Override
    public void cut() {
        output.cut();
    }

    @Override
    public void release() {
        subscription.close();
    }
}

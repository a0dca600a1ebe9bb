package dev.parallax.simulation;

import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineSettings;
import dev.parallax.server.engine.LogRetention;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Awaited;
import dev.parallax.server.front.Counts;
import dev.parallax.server.front.CursorConnection;
import dev.parallax.server.front.Front;
import dev.parallax.server.front.Handshake;
import dev.parallax.server.front.LiveConnections;
import dev.parallax.server.front.Poll;
import dev.parallax.server.front.PollReply;
import dev.parallax.server.front.Reply;
import dev.parallax.server.front.StreamReply;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.front.WholeRequest;
import dev.parallax.server.store.Place;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The server in virtual time: the engine and the front of production, stepped. It dies whenever its clock says so,
/// with
/// all that is not committed, and starts again on the database that it left. Confined to its simulation.
final class SimulatedServer implements AutoCloseable {
    static final int HEARTBEAT_MILLIS = 5_000;
    static final int STREAM_HEARTBEAT_MILLIS = 15_000;

    private static final LiveConnections.Pace PACE = new LiveConnections.Pace(HEARTBEAT_MILLIS, 30_000);
    /// Between two steps of an idle writer.
    private static final long IDLE_NANOS = 2_000 * VirtualTime.MILLI;
    /// How long a server that died stays down.
    private static final long DOWN_NANOS_MAX = 3_000 * VirtualTime.MILLI;
    /// In which writes gather for one group.
    private static final long GATHER_NANOS_MAX = 2 * VirtualTime.MILLI;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final ServerClock clock;
    private final Settings settings;
    private final Runnable afterStart;
    private final Runnable afterStep;
    private final List<Runnable> onCrash = new ArrayList<>();
    private final Set<SimulatedStream> streams = new LinkedHashSet<>();
    private final Set<SimulatedSocket> sockets = new LinkedHashSet<>();
    private @Nullable Life life;
    private boolean stepIsPlanned;

    /// One run of the process, from its start to its death.
    private static final class Life {
        private final Engine engine;
        private final Front front;

        Life(Engine engine, Front front) {
            this.engine = engine;
            this.front = front;
        }

        Engine engine() {
            return engine;
        }

        Front front() {
            return front;
        }
    }

    /// @param place kept over the server's death
    /// @param queueMessages that may wait for one connection
    record Settings(Schema schema, Place place, MergeRule merge, int queueMessages, int windowMillis) {}

    /// @param afterStart runs whenever it has started
    /// @param afterStep runs whenever something may have been committed
    SimulatedServer(
            VirtualTime time, RandomGenerator random, Settings settings, Runnable afterStart, Runnable afterStep) {
        this.time = time;
        this.random = random;
        this.settings = settings;
        this.clock = new ServerClock(time);
        this.afterStart = afterStart;
        this.afterStep = afterStep;
    }

    ServerClock clock() {
        return clock;
    }

    boolean isUp() {
        return life != null;
    }

    /// The engine of a server that is up.
    Engine engine() {
        return Objects.requireNonNull(life, "the server is down").engine();
    }

    void start() {
        Engine engine = Engine.openStepped(new EngineSettings(
                settings.schema(), settings.place(), clock, random, settings.merge(), LogRetention.DEFAULT, null));
        Front front = new Front(
                engine,
                new Front.Options(
                        null,
                        PACE,
                        new LiveConnections.QueueLimits(settings.queueMessages(), 1 << 22),
                        new StreamSettings(STREAM_HEARTBEAT_MILLIS, settings.windowMillis(), 50),
                        clock,
                        time::nanos),
                Counts.NONE,
                task -> inThisLife(0, task),
                downMillis -> {});
        Life started = new Life(engine, front);
        life = started;
        during(afterStart);
        every(started, IDLE_NANOS, this::step);
        every(started, HEARTBEAT_MILLIS * VirtualTime.MILLI, front.connections()::beat);
        every(started, PACE.sweepMillis() * VirtualTime.MILLI, front.connections()::sweep);
    }

    private void every(Life during, long nanos, Runnable round) {
        time.after(nanos, () -> {
            if (life == during) {
                during(round);
                every(during, nanos, round);
            }
        });
    }

    /// Dies at once, and takes every connection with it.
    void crash() {
        Life dead = life;
        if (dead == null) {
            return;
        }
        life = null;
        stepIsPlanned = false;
        clock.crashNever();
        streams.forEach(SimulatedStream::gone);
        streams.clear();
        sockets.forEach(SimulatedSocket::gone);
        sockets.clear();
        dead.engine().kill();
        List<Runnable> told = List.copyOf(onCrash);
        onCrash.clear();
        told.forEach(Runnable::run);
        time.after(random.nextLong(DOWN_NANOS_MAX), this::start);
    }

    /// Ends, with its database.
    @Override
    public void close() {
        clock.crashNever();
        if (life == null) {
            start();
        }
        engine().close();
        life = null;
    }

    /// Runs something in the server, which may die of it.
    private void during(Runnable what) {
        try {
            what.run();
        } catch (SimulatedCrash crash) {
            crash();
        }
    }

    private void inThisLife(long nanos, Runnable what) {
        Life now = life;
        time.after(nanos, () -> {
            if (life == now && now != null) {
                during(what);
            }
        });
    }

    /// Something may wait to be written.
    void planStep() {
        if (!stepIsPlanned) {
            stepIsPlanned = true;
            inThisLife(random.nextLong(GATHER_NANOS_MAX), () -> {
                stepIsPlanned = false;
                step();
            });
        }
    }

    private void step() {
        engine().step();
        afterStep.run();
    }

    /// Runs something with the engine, as an operator would; nothing happens if the server is down.
    void operate(Consumer<Engine> deed) {
        if (life != null) {
            during(() -> deed.accept(engine()));
            planStep();
        }
    }

    /// A request has arrived.
    ///
    /// @param answered told once, unless the server dies first
    /// @param lost told if the server is down, or dies first
    void request(WholeRequest request, Consumer<Answer> answered, Runnable lost) {
        Life now = life;
        if (now == null) {
            lost.run();
            return;
        }
        onCrash.add(lost);
        during(() -> settle(now, now.front().reply(request), answer -> {
            onCrash.remove(lost);
            answered.accept(answer);
        }));
        planStep();
    }

    private void settle(Life in, Reply reply, Consumer<Answer> answered) {
        switch (reply) {
            case Answer answer -> answered.accept(answer);
            case Awaited<?> awaited ->
                awaited.outcome()
                        .whenComplete((done, failure) ->
                                inThisLife(0, () -> settle(in, in.front().reply(awaited::goOn), answered)));
            case PollReply poll -> new Polling(in, poll, answered).next();
            case StreamReply ignored -> throw new IllegalStateException("a stream where an answer was expected");
        }
    }

    /// A poll that waits.
    private final class Polling {
        private final Life in;
        private final Consumer<Answer> answered;
        private final Poll poll;
        private VirtualTime.@Nullable Task deadline;
        private boolean isOver;

        Polling(Life in, PollReply reply, Consumer<Answer> answered) {
            this.in = in;
            this.answered = answered;
            this.poll = reply.opening().apply(() -> inThisLife(0, this::next));
        }

        void next() {
            if (isOver) {
                return;
            }
            long groups = in.engine().figures().groups();
            Reply reply = in.front().reply(() -> {
                Answer answer = poll.next(time.nanos());
                return answer == null ? Answer.none() : answer;
            });
            if (in.engine().figures().groups() > groups) {
                // The first pull of a client writes, and with it whatever waited.
                afterStep.run();
            }
            if (reply instanceof Answer answer
                    && answer.status() != Answer.none().status()) {
                isOver = true;
                poll.close();
                if (deadline != null) {
                    deadline.cancel();
                }
                answered.accept(answer);
            } else if (deadline == null) {
                deadline = time.at(poll.deadlineNanos(), () -> {
                    if (life == in) {
                        during(this::next);
                    }
                });
            }
        }
    }

    /// A request for a stream has arrived.
    ///
    /// @return what to do when the client is gone
    Runnable stream(WholeRequest request, ToClient client) {
        Life now = life;
        if (now == null) {
            client.broke();
            return () -> {};
        }
        List<SimulatedStream> opened = new ArrayList<>();
        during(() -> {
            switch (now.front().reply(request)) {
                case StreamReply reply -> {
                    client.opened();
                    SimulatedStream stream =
                            new SimulatedStream(time, random, reply, client, this::inServer, this::streamOver);
                    opened.add(stream);
                    streams.add(stream);
                    now.front().connections().opened(stream);
                    stream.start();
                }
                case Answer answer -> client.refused(answer.status(), answer.body());
                case Awaited<?> ignored -> throw new IllegalStateException("a stream does not wait for a write");
                case PollReply ignored -> throw new IllegalStateException("a stream is no poll");
            }
        });
        onCrashOf(now, client);
        return () -> opened.forEach(stream -> {
            if (streams.contains(stream)) {
                stream.gone();
                streamOver(stream);
            }
        });
    }

    private void inServer(Runnable what) {
        if (life != null) {
            during(what);
        }
    }

    private void streamOver(SimulatedStream stream) {
        streams.remove(stream);
        Life now = life;
        if (now != null) {
            during(() -> now.front().connections().closed(stream));
        }
    }

    private void onCrashOf(Life now, ToClient client) {
        if (life == now) {
            onCrash.add(client::broke);
        } else {
            client.broke();
        }
    }

    /// A handshake has arrived.
    ///
    /// @return the server's end, or null if it refused
    @Nullable
    SimulatedSocket socket(String secret, ToClient client) {
        Life now = life;
        if (now == null) {
            client.broke();
            return null;
        }
        SimulatedSocket socket = new SimulatedSocket(time, client, () -> {});
        during(() -> {
            try {
                Handshake handshake = now.front().handshake("Bearer " + secret, null, null, "simulated");
                client.opened();
                CursorConnection connection = now.front().open(socket, secret, handshake.userAgent());
                socket.use(connection);
                sockets.add(socket);
            } catch (ProblemException e) {
                client.refused(e.problem().status(), e.problem().detail());
            }
        });
        onCrashOf(now, client);
        return socket;
    }

    /// The client's end of a socket is gone.
    void socketGone(SimulatedSocket socket) {
        socket.gone();
        CursorConnection connection = socket.connection();
        Life now = life;
        if (sockets.remove(socket) && connection != null && now != null) {
            during(() -> now.front().connections().closed(connection));
        }
    }

    /// The client says something on a socket.
    void socketText(SimulatedSocket socket, String text) {
        if (sockets.contains(socket)) {
            during(() -> socket.receive(text));
        }
    }
}

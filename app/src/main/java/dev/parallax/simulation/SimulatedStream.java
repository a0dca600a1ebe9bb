package dev.parallax.simulation;

import dev.parallax.server.front.ConnectionInfo;
import dev.parallax.server.front.LiveConnection;
import dev.parallax.server.front.StreamReply;
import dev.parallax.server.front.StreamRun;
import dev.parallax.server.front.StreamRun.Wish;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The server's end of a stream: does what the stream wants, one thing at a time, so that other things happen in
/// between. Confined to its simulation.
final class SimulatedStream implements LiveConnection {
    /// What may be on its way before the stream has to wait for its client.
    private static final int UNDER_WAY_LIMIT = 4;

    private static final int STEP_NANOS_MAX = 500_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private final ToClient client;
    private final Consumer<Runnable> inServer;
    private final Consumer<SimulatedStream> onOver;
    private final StreamRun run;
    private VirtualTime.@Nullable Task next;
    private int underWay;
    private long blockedSinceNanos;
    private boolean isOver;

    /// @param inServer runs something as the server, if it still lives
    /// @param onOver nothing goes out any more
    SimulatedStream(
            VirtualTime time,
            RandomGenerator random,
            StreamReply reply,
            ToClient client,
            Consumer<Runnable> inServer,
            Consumer<SimulatedStream> onOver) {
        this.time = time;
        this.random = random;
        this.client = client;
        this.inServer = inServer;
        this.onOver = onOver;
        this.run = reply.opening().apply(this::ring);
    }

    /// Begins.
    void start() {
        plan(0);
    }

    /// The client is gone, or the server.
    void gone() {
        isOver = true;
        cancel();
    }

    private void ring() {
        if (!isOver && underWay < UNDER_WAY_LIMIT) {
            plan(0);
        }
    }

    private void plan(long nanos) {
        cancel();
        next = time.after(nanos, () -> inServer.accept(this::step));
    }

    private void cancel() {
        VirtualTime.Task planned = next;
        if (planned != null) {
            planned.cancel();
            next = null;
        }
    }

    private void step() {
        if (isOver) {
            return;
        }
        next = null;
        switch (run.next(time.nanos())) {
            case Wish.Write write -> {
                if (!write.text().isEmpty()) {
                    out(write.text());
                }
                if (underWay < UNDER_WAY_LIMIT) {
                    plan(random.nextInt(STEP_NANOS_MAX));
                } else {
                    blockedSinceNanos = time.nanos();
                }
            }
            case Wish.Wait wait -> plan(Math.max(0, wait.untilNanos() - time.nanos()));
            case Wish.End ignored -> {
                client.closed(0, "");
                over();
            }
        }
    }

    private void out(String text) {
        underWay++;
        client.text(text, () -> {
            underWay--;
            if (!isOver && next == null) {
                plan(0);
            }
        });
    }

    private void over() {
        gone();
        onOver.accept(this);
    }

    @Override
    public ConnectionInfo info() {
        return run.info();
    }

    @Override
    public Standing standing() {
        return run.standing();
    }

    @Override
    public long acknowledged() {
        return 0;
    }

    @Override
    public long silentNanos() {
        return underWay < UNDER_WAY_LIMIT ? 0 : time.nanos() - blockedSinceNanos;
    }

    @Override
    public void ping() {
        // Nothing comes from the client on a stream.
    }

    @Override
    public void finish() {
        run.stop();
    }

    @Override
    public void cut() {
        if (!isOver) {
            client.broke();
            over();
        }
    }

    @Override
    public void release() {
        run.release();
    }
}

package dev.parallax.simulation;

import dev.parallax.client.ClientConfig;
import dev.parallax.client.ClientMachines;
import dev.parallax.client.ClientStorage;
import dev.parallax.client.Effect;
import dev.parallax.client.Event;
import dev.parallax.client.KeptSession;
import dev.parallax.client.LocalStorage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Shared;
import dev.parallax.client.SyncClient;
import dev.parallax.client.Timer;
import dev.parallax.client.WriteResult;
import dev.parallax.server.front.WholeRequest;
import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One device in virtual time: the client machine of production, what it asks for, and a storage that outlives it.
/// Confined to its simulation.
final class SimulatedClient {
    private static final long REQUEST_NANOS = 30_000 * VirtualTime.MILLI;
    private static final int SAVE_NANOS_MAX = 3_000_000;
    private static final String CUT = "the connection was cut";

    private final int number;
    private final ClientConfig config;
    private final VirtualTime time;
    private final RandomGenerator random;
    private final SimulatedServer server;
    private final Wire wire;
    private final LocalStorage devices;
    private final Shared shared;
    private final Tape tape;
    private final Listener listener;
    private final Map<Timer, VirtualTime.Task> timers = new EnumMap<>(Timer.class);
    private final Map<Long, Call> calls = new LinkedHashMap<>();
    private final Map<Long, ClientLine> lines = new LinkedHashMap<>();
    private @Nullable SyncClient machine;
    private @Nullable ClientStorage storage;
    private long lastSaveNanos;
    /// Counts the lives of the client: what belongs to an earlier one is dead.
    private int life;

    /// What a simulation wants to know of a client.
    interface Listener {
        /// Text of the server is on its way to the client.
        void toldBytes(SimulatedClient client, String text);

        void writeEnded(SimulatedClient client, WriteResult result);
    }

    /// A request that has no answer yet.
    private record Call(VirtualTime.Task timeout) {}

    SimulatedClient(
            int number,
            ClientConfig config,
            VirtualTime time,
            RandomGenerator random,
            SimulatedServer server,
            LocalStorage devices,
            Shared shared,
            Tape tape,
            Listener listener) {
        this.number = number;
        this.config = config;
        this.time = time;
        this.random = random;
        this.server = server;
        this.wire = new Wire(time, random);
        this.devices = devices;
        this.shared = shared;
        this.tape = tape;
        this.listener = listener;
    }

    int number() {
        return number;
    }

    ClientConfig config() {
        return config;
    }

    Wire wire() {
        return wire;
    }

    boolean isAlive() {
        return machine != null;
    }

    ReplicaSnapshot snapshot() {
        SyncClient alive = machine;
        return alive == null ? ReplicaSnapshot.EMPTY : alive.snapshot();
    }

    /// Starts from what the device keeps.
    ///
    /// @return the session that it kept, or null
    @Nullable
    KeptSession start() {
        life++;
        ClientStorage opened = devices.open("device" + number);
        storage = opened;
        var kept = opened.load();
        machine = ClientMachines.create(config, random, shared, kept);
        return KeptSession.in(kept).orElse(null);
    }

    /// Dies without a word: what it had in memory is gone, saves under way are lost.
    void kill() {
        life++;
        machine = null;
        timers.values().forEach(VirtualTime.Task::cancel);
        timers.clear();
        calls.values().forEach(call -> call.timeout().cancel());
        calls.clear();
        List.copyOf(lines.values()).forEach(ClientLine::close);
        lines.clear();
    }

    /// Every connection breaks, at any moment.
    void cut() {
        for (ClientLine line : List.copyOf(lines.values())) {
            line.breakNow(CUT);
        }
        for (long call : List.copyOf(calls.keySet())) {
            unanswered(call, CUT);
        }
    }

    void tell(Event event) {
        SyncClient alive = machine;
        if (alive == null) {
            return;
        }
        tape.note(number, "event", event.getClass().getSimpleName());
        for (Effect effect : alive.on(event)) {
            perform(effect);
        }
    }

    private Consumer<Runnable> inThisLife() {
        int mine = life;
        return what -> {
            if (mine == life) {
                what.run();
            }
        };
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.OpenSocket open -> {
                SocketLine line = new SocketLine(open.connection(), wire, server, this::told, this::arrived);
                lines.put(open.connection(), line);
                line.open(open.sessionId());
            }
            case Effect.SendText send -> {
                if (lines.get(send.connection()) instanceof SocketLine line) {
                    tape.note(number, "says", send.text());
                    line.send(send.text());
                }
            }
            case Effect.CloseSocket close -> close(close.connection());
            case Effect.OpenStream open -> {
                StreamLine line =
                        new StreamLine(open.stream(), open.framing(), wire, random, server, this::told, this::arrived);
                lines.put(open.stream(), line);
                ObjectNode body = open.body();
                line.open(WholeRequest.of(
                        body == null ? "GET" : "POST",
                        open.path(),
                        open.sessionId(),
                        body == null ? "" : Json.text(body)));
            }
            case Effect.CloseStream close -> close(close.stream());
            case Effect.Request request ->
                ask(
                        request.number(),
                        WholeRequest.of("POST", request.path(), request.sessionId(), Json.text(request.body())));
            case Effect.Read read -> ask(read.number(), WholeRequest.of("GET", read.path(), read.sessionId(), ""));
            case Effect.Save save -> save(save);
            case Effect.CancelRequest cancel -> {
                Call call = calls.remove(cancel.number());
                if (call != null) {
                    call.timeout().cancel();
                }
            }
            case Effect.SetTimer set -> {
                disarm(set.timer());
                timers.put(
                        set.timer(),
                        time.after(
                                set.delayMillis() * VirtualTime.MILLI,
                                () -> tell(new Event.TimerFired(set.timer(), set.token()))));
            }
            case Effect.CancelTimer cancel -> disarm(cancel.timer());
            case Effect.WriteEnded ended -> listener.writeEnded(this, ended.result());
        }
    }

    private void close(long number) {
        ClientLine line = lines.remove(number);
        if (line != null) {
            line.close();
        }
    }

    private void disarm(Timer timer) {
        VirtualTime.Task running = timers.remove(timer);
        if (running != null) {
            running.cancel();
        }
    }

    /// Takes its time, and keeps the order.
    private void save(Effect.Save save) {
        ClientStorage opened = Objects.requireNonNull(storage, "a client without a device");
        Consumer<Runnable> alive = inThisLife();
        lastSaveNanos = Math.max(lastSaveNanos, time.nanos() + random.nextInt(SAVE_NANOS_MAX));
        time.at(
                lastSaveNanos,
                () -> alive.accept(() -> opened.save(save.changes(), new ClientStorage.SaveOutcome() {
                    @Override
                    public void saved() {
                        tell(new Event.Saved(save.number()));
                    }

                    @Override
                    public void failed(String reason) {
                        tell(new Event.SaveFailed(save.number(), reason));
                    }
                })));
    }

    private void ask(long request, WholeRequest whole) {
        tape.note(number, "asks", whole.method() + " " + whole.path() + " " + whole.body());
        Consumer<Runnable> alive = inThisLife();
        Wire.Lane there = wire.lane();
        Wire.Lane back = wire.lane();
        calls.put(
                request,
                new Call(time.after(
                        REQUEST_NANOS, () -> alive.accept(() -> unanswered(request, "the server took too long")))));
        there.send(() -> server.request(
                whole,
                answer -> {
                    listener.toldBytes(this, answer.body());
                    back.send(() -> alive.accept(() -> {
                        if (forget(request)) {
                            tape.note(number, "hears", answer.status() + " " + answer.body());
                            tell(new Event.Answered(request, answer.status(), answer.body()));
                        }
                    }));
                },
                () -> back.send(() -> alive.accept(() -> unanswered(request, "the server cannot be reached")))));
    }

    private void unanswered(long request, String reason) {
        if (forget(request)) {
            tell(new Event.Unanswered(request, reason));
        }
    }

    private boolean forget(long request) {
        Call call = calls.remove(request);
        if (call != null) {
            call.timeout().cancel();
        }
        return call != null;
    }

    /// What a line brings; a line that is over is forgotten first.
    private void arrived(ClientLine line, Event event, String text) {
        if (!text.isEmpty()) {
            tape.note(number, "hears", text);
        }
        if (line.isOver()) {
            lines.remove(line.number());
        }
        tell(event);
    }

    /// Notes what is on its way to this client.
    private void told(String text) {
        listener.toldBytes(this, text);
    }

    /// What is open or asked now, for whoever wonders why nothing goes on.
    String describe() {
        return "client " + number + " (" + config.dialect() + "): " + snapshot().status() + " \""
                + snapshot().message()
                + "\", version " + snapshot().version() + ", pending "
                + new ArrayList<>(snapshot().pending())
                + ", calls " + calls.keySet() + ", lines " + lines.keySet();
    }
}

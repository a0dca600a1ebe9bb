package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.client.ModelServer.Answer;
import dev.parallax.client.StreamModel.Frame;
import dev.parallax.policy.SessionValues;
import dev.parallax.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One client of a streaming dialect, a [StreamModel], a device and a network that do their worst, all from one
/// seed: streams are cut and refused, answers come late or never, late frames of closed streams arrive, saves
/// fail, the client dies and starts again from its device. Confined to its test.
final class StreamWorld {
    private static final int STEPS_TO_REST_LIMIT = 5_000;

    /// A request on its way: not processed yet, or with its answer on the way back.
    private record Asked(
            String path, ObjectNode body, @Nullable Answer answer) {}

    final ModelServer data = new ModelServer();
    final StreamModel server;
    final Map<UUID, WriteResult> results = new HashMap<>();
    /// Local edits that died with the client before they were kept.
    final Set<UUID> lost = new HashSet<>();
    SyncClient client;
    int written;
    private final Dialect dialect;
    private final Random random;
    private final WorldEdits edits;
    private final LocalStorage devices = new MemoryStorage(() -> new UUID(1, 1));
    private ClientStorage storage = devices.open("device");
    private final Map<Long, Effect.OpenStream> opening = new LinkedHashMap<>();
    private final Set<Long> open = new HashSet<>();
    private final Map<Long, Asked> requests = new TreeMap<>();
    private final Deque<Effect.Save> saves = new ArrayDeque<>();
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final List<String> trace = new ArrayList<>();
    private @Nullable Event late;
    private @Nullable ObjectNode changingTo;
    private boolean offline;

    StreamWorld(Dialect dialect, long seed) {
        this.dialect = dialect;
        this.random = new Random(seed);
        this.server = StreamModel.of(dialect, data);
        this.edits = new WorldEdits(random, data);
        this.client = start();
        for (int count = random.nextInt(12); count > 0; count--) {
            edits.commit();
        }
        tell(new Event.SignIn("secret", data.session));
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
            check();
        }
    }

    /// No more faults: everything is delivered, and the client must come to rest with exactly the truth.
    void settle() {
        late = null;
        if (data.ended()) {
            data.renew();
        }
        if (changingTo != null) {
            endSessionChange();
        }
        tell(new Event.GoOnline());
        // Refusals of the time when the session had ended may still be on their way.
        rest();
        if (client.snapshot().status() == Status.AUTH_ERROR) {
            tell(new Event.SignIn("secret", data.session));
        }
        for (int round = 0; round < 3; round++) {
            rest();
            for (int space = 1; space <= 3; space++) {
                data.commit(List.of(data.put("Post", data.newId(), space, true, "last " + round)));
            }
            beats();
        }
        rest();
    }

    String trace() {
        return String.join("\n", trace);
    }

    /// What the client should hold of a table in the end.
    List<Row> truth(String table) {
        return server.truth(table);
    }

    private void rest() {
        for (int step = 0; calmStep(); step++) {
            check();
            if (step > STEPS_TO_REST_LIMIT) {
                throw new AssertionError("it never comes to rest");
            }
        }
        beats();
    }

    private boolean calmStep() {
        return moveSave(false) || moveOpening(false) || anyFrame() || moveRequest(false) || fireTimer(true);
    }

    private boolean anyFrame() {
        for (long stream : List.copyOf(open)) {
            if (frame(stream)) {
                return true;
            }
        }
        return false;
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 30) {
            if (!open.isEmpty()) {
                frame(edits.any(open));
            }
        } else if (dice < 46) {
            moveRequest(random.nextInt(12) == 0);
        } else if (dice < 60) {
            note("commit " + edits.commit());
        } else if (dice < 68) {
            tell(edits.write(client.snapshot(), ++written));
        } else if (dice < 76) {
            moveOpening(random.nextInt(6) == 0);
        } else if (dice < 81) {
            fireTimer(false);
        } else if (dice < 84) {
            beats();
        } else if (dice < 93) {
            moveSave(random.nextInt(10) == 0);
        } else {
            fault(random.nextInt(14));
        }
    }

    private void fault(int kind) {
        switch (kind) {
            case 0, 1, 2 -> cut();
            case 3 -> garbage();
            case 4 -> data.prune();
            case 5 -> {
                tell(offline ? new Event.GoOnline() : new Event.GoOffline());
                offline = !offline;
            }
            case 6, 7 -> changeSession();
            case 8 -> {
                if (random.nextInt(2) == 0) {
                    endOrRenew();
                }
            }
            case 9 -> kill();
            case 10 -> {
                if (late != null) {
                    tell(late);
                }
            }
            default -> data.tick();
        }
    }

    private boolean frame(long stream) {
        Frame frame = server.next(stream);
        if (frame == null) {
            return false;
        }
        late = new Event.StreamMessage(stream, frame.name(), frame.data());
        tell(late);
        if (frame.ends() && open.remove(stream)) {
            server.close(stream);
            tell(new Event.StreamEnded(stream));
        }
        return true;
    }

    private void beats() {
        for (long stream : List.copyOf(open)) {
            Frame frame = data.ended() || !open.contains(stream) ? null : server.beat(stream);
            if (frame != null) {
                tell(new Event.StreamMessage(stream, frame.name(), frame.data()));
            }
        }
    }

    private boolean moveOpening(boolean refuse) {
        if (opening.isEmpty()) {
            return false;
        }
        long stream = edits.any(opening.keySet());
        Effect.OpenStream effect = Objects.requireNonNull(opening.remove(stream));
        if (refuse) {
            tell(new Event.StreamFailed(stream, 0, "refused"));
            return true;
        }
        Answer refusal = server.open(effect);
        if (refusal == null) {
            open.add(stream);
            tell(new Event.StreamOpened(stream));
        } else {
            tell(new Event.StreamFailed(stream, refusal.status(), refusal.body()));
        }
        return true;
    }

    private boolean moveRequest(boolean lose) {
        if (requests.isEmpty()) {
            return false;
        }
        long number = edits.any(requests.keySet());
        Asked asked = Objects.requireNonNull(requests.get(number));
        if (lose) {
            requests.remove(number);
            tell(new Event.Unanswered(number, "lost"));
        } else if (asked.answer() == null) {
            requests.put(number, new Asked(asked.path(), asked.body(), server.answer(asked.path(), asked.body())));
        } else {
            requests.remove(number);
            tell(new Event.Answered(
                    number, asked.answer().status(), asked.answer().body()));
        }
        return true;
    }

    private void cut() {
        if (!open.isEmpty()) {
            long stream = edits.any(open);
            open.remove(stream);
            server.close(stream);
            tell(new Event.StreamFailed(stream, 0, "cut"));
        }
    }

    private void garbage() {
        if (!open.isEmpty()) {
            tell(new Event.StreamMessage(edits.any(open), "delta", "{\"type\":\"insert\",\"oops\""));
        }
    }

    private void changeSession() {
        if (changingTo == null) {
            changingTo = ModelServer.session(1 + random.nextInt(2), random.nextInt(3) == 0 ? "admin" : "user");
            tell(new Event.SessionChangeBegan());
            if (random.nextBoolean()) {
                data.changeSession(changingTo);
            }
        } else {
            endSessionChange();
        }
    }

    private void endSessionChange() {
        if (changingTo != null && !data.session.equals(changingTo)) {
            data.changeSession(changingTo);
        }
        changingTo = null;
        tell(new Event.SessionChangeEnded(data.session));
    }

    private void endOrRenew() {
        if (data.ended()) {
            data.renew();
            tell(new Event.SignIn("secret", data.session));
        } else {
            data.end();
        }
    }

    /// The client dies at this moment, with some of its saves done and the others not; its device starts anew.
    private void kill() {
        note("killed");
        late = null;
        for (int done = random.nextInt(saves.size() + 1); done > 0; done--) {
            keep(saves.removeFirst());
        }
        for (Effect.Save save : saves) {
            for (StorageChange change : save.changes()) {
                if (change instanceof StorageChange.PutOverlay put) {
                    lost.add(put.write().requestId());
                }
            }
        }
        saves.clear();
        timers.clear();
        opening.clear();
        open.forEach(server::close);
        open.clear();
        Map.copyOf(requests).keySet().forEach(this::abandon);
        if (changingTo != null) {
            data.changeSession(changingTo);
            changingTo = null;
        }
        storage = devices.open("device");
        storage.load().outbox().writes().forEach(write -> lost.remove(write.requestId()));
        client = start();
        tell(new Event.SignIn("secret", data.session));
        if (offline) {
            tell(new Event.GoOffline());
        }
    }

    private SyncClient start() {
        ClientConfig config =
                ClientConfig.of(dialect).withRecords(ModelServer.TABLES).withTopic(StreamModel.Space.TOPIC);
        return ClientMachines.create(config, new Random(random.nextLong()), new Shared(), storage.load());
    }

    private void abandon(long number) {
        Asked asked = requests.remove(number);
        if (asked != null && asked.answer() == null && random.nextBoolean()) {
            server.answer(asked.path(), asked.body());
        }
    }

    private boolean moveSave(boolean fail) {
        Effect.Save save = saves.pollFirst();
        if (save == null) {
            return false;
        }
        if (fail) {
            tell(new Event.SaveFailed(save.number(), "the disk is full"));
        } else {
            keep(save);
            tell(new Event.Saved(save.number()));
        }
        return true;
    }

    private void keep(Effect.Save save) {
        storage.save(save.changes(), new ClientStorage.SaveOutcome() {
            @Override
            public void saved() {
                note("kept " + save);
            }

            @Override
            public void failed(String reason) {
                throw new AssertionError(reason);
            }
        });
    }

    private boolean fireTimer(boolean calm) {
        // Polling never ends: at rest it is left out, unless the spaces are not those that there are.
        List<Timer> ready = timers.keySet().stream()
                .filter(timer -> !calm || timer == Timer.RETRY || timer == Timer.RESEND || pollIsDue(timer))
                .toList();
        if (ready.isEmpty()) {
            return false;
        }
        Timer timer = edits.any(ready);
        Long token = timers.remove(timer);
        tell(new Event.TimerFired(timer, token == null ? 0 : token));
        return true;
    }

    private boolean pollIsDue(Timer timer) {
        Coverage.Spaces spaces = client.snapshot().coverage().spaces();
        return timer == Timer.POLL
                && spaces != null
                && server instanceof StreamModel.Space model
                && !spaces.open().equals(model.open());
    }

    private void tell(Event event) {
        note("event " + event);
        for (Effect effect : client.on(event)) {
            note("  effect " + effect);
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.OpenStream stream -> opening.put(stream.stream(), stream);
            case Effect.CloseStream stream -> {
                opening.remove(stream.stream());
                if (open.remove(stream.stream())) {
                    server.close(stream.stream());
                }
            }
            case Effect.Request request ->
                requests.put(request.number(), new Asked(request.path(), request.body(), null));
            case Effect.Read read -> requests.put(read.number(), new Asked(read.path(), Json.object(), null));
            case Effect.CancelRequest cancel -> abandon(cancel.number());
            case Effect.SetTimer timer -> timers.put(timer.timer(), timer.token());
            case Effect.CancelTimer timer -> timers.remove(timer.timer());
            case Effect.Save save -> saves.addLast(save);
            case Effect.WriteEnded ended -> results.put(ended.requestId(), ended.result());
            case Effect.OpenSocket socket -> throw new AssertionError(socket);
            case Effect.SendText text -> throw new AssertionError(text);
            case Effect.CloseSocket socket -> throw new AssertionError(socket);
        }
    }

    /// Whenever the client says that it is up to date, it is: rows differ from the truth only where they changed
    /// after the version that it names.
    private void check() {
        ReplicaSnapshot snapshot = client.snapshot();
        if (snapshot.status() != Status.LIVE || !snapshot.session().equals(values())) {
            return;
        }
        for (String table : ModelServer.TABLES) {
            if (snapshot.coverage().covers(table)) {
                check(snapshot, table);
            }
        }
    }

    private void check(ReplicaSnapshot snapshot, String table) {
        Map<Long, Row> truth = new HashMap<>();
        data.visibleNow(table).stream().filter(row -> covered(snapshot, row)).forEach(row -> truth.put(row.id(), row));
        Map<Long, Row> held = new HashMap<>();
        snapshot.table(table).synced().forEach(row -> held.put(row.id(), row));
        Set<Long> ids = new HashSet<>(truth.keySet());
        ids.addAll(held.keySet());
        for (long id : ids) {
            boolean same = Objects.equals(truth.get(id), held.get(id));
            boolean excused = data.log().stream()
                    .anyMatch(entry ->
                            entry.table().equals(table) && entry.id() == id && entry.version() > snapshot.version());
            if (!same && !excused) {
                throw new AssertionError("at version " + snapshot.version() + " the client holds " + held.get(id)
                        + " but should hold " + truth.get(id));
            }
        }
    }

    private static boolean covered(ReplicaSnapshot snapshot, Row row) {
        Coverage.Spaces spaces = snapshot.coverage().spaces();
        return spaces == null || spaces.open().contains((Long) row.get("owner"));
    }

    private SessionValues values() {
        return new SessionValues(Map.of(
                "userId", data.session.path("userId").longValue(),
                "role", data.session.path("role").stringValue()));
    }

    private void note(String line) {
        trace.add(line);
    }
}

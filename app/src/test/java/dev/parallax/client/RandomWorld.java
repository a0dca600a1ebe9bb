package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.client.ModelServer.Answer;
import dev.parallax.client.ModelServer.Entry;
import dev.parallax.wire.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One client, a [ModelServer] and a network between them that does its worst, all from one seed: it answers
/// late or never, fires timers in any order, cuts, overflows, resets, ends sessions. Confined to its test.
final class RandomWorld {
    /// A request on its way: not processed yet, or with its answer on the way back.
    private record Asked(Effect.Request request, @Nullable Answer answer) {}

    private static final int STEPS_TO_REST_LIMIT = 2_000;

    final ModelServer server = new ModelServer();
    private final LocalStorage devices = new MemoryStorage(() -> new UUID(1, 1));
    private ClientStorage storage = devices.open("device");
    CursorMachine client;
    final Map<UUID, WriteResult> results = new HashMap<>();
    private final Random random;
    private final ClientConfig config;
    private final boolean losesFrames;
    private final Map<Long, Asked> requests = new HashMap<>();
    private final Deque<Effect.Save> saves = new ArrayDeque<>();
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final List<String> trace = new ArrayList<>();
    private long socket;
    private boolean socketOpening;
    private boolean offline;
    private boolean settling;
    private @Nullable ObjectNode changingTo;
    /// Local edits that died with the client before they were kept.
    final Set<UUID> lost = new HashSet<>();
    int written;

    RandomWorld(long seed) {
        random = new Random(seed);
        losesFrames = seed % 3 == 0;
        config = ClientConfig.defaults().withPageSize(1 + random.nextInt(4));
        client = new CursorMachine(config, new Random(seed), new Shared(), storage.load());
        for (int count = random.nextInt(12); count > 0; count--) {
            serverCommit();
        }
        tell(new Event.SignIn("secret", server.session));
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            step();
            check();
        }
    }

    /// No more faults: everything is delivered, and the client must come to rest with exactly the truth.
    void settle() {
        settling = true;
        if (server.ended()) {
            server.renew();
        }
        if (changingTo != null) {
            endSessionChange(true);
        }
        tell(new Event.GoOnline());
        offline = false;
        if (client.snapshot().status() == Status.AUTH_ERROR) {
            tell(new Event.SignIn("secret", server.session));
        }
        for (int round = 0; round < 4; round++) {
            rest();
            // A missing delta shows with the next one, and hidden ends of writes with the next heartbeat.
            server.commit(List.of(server.put("Note", server.newId(), 1, true, "last " + round)));
            server.heartbeat();
        }
        rest();
    }

    private void rest() {
        for (int step = 0; calmStep(); step++) {
            check();
            if (step > STEPS_TO_REST_LIMIT) {
                throw new AssertionError("it never comes to rest");
            }
        }
    }

    String trace() {
        return String.join("\n", trace);
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 22) {
            deliverFrame();
        } else if (dice < 50) {
            moveRequest(random.nextInt(12) == 0);
        } else if (dice < 66) {
            serverCommit();
        } else if (dice < 74) {
            localWrite();
        } else if (dice < 80) {
            moveSocket(random.nextInt(6) == 0);
        } else if (dice < 85) {
            fireTimer(false);
        } else if (dice < 88) {
            server.heartbeat();
        } else if (dice < 94) {
            moveSave(random.nextInt(10) == 0);
        } else {
            fault(random.nextInt(15));
        }
    }

    private void fault(int kind) {
        switch (kind) {
            case 0, 1, 2 -> cut();
            case 3 -> server.syncRequired();
            case 4 -> server.prune();
            case 5 -> {
                note("offline " + !offline);
                tell(offline ? new Event.GoOnline() : new Event.GoOffline());
                offline = !offline;
            }
            case 6 -> {
                if (changingTo == null) {
                    server.changeSession(anySession());
                }
            }
            case 7, 8, 9 -> changeSession();
            case 11 -> {
                if (random.nextInt(3) == 0) {
                    endOrRenew();
                }
            }
            case 12 -> garbage();
            case 13 -> kill();
            default -> server.tick();
        }
    }

    private boolean calmStep() {
        if (moveSave(false) || moveSocket(false) || deliverFrame() || moveRequest(false)) {
            return true;
        }
        return fireTimer(true);
    }

    private void changeSession() {
        if (changingTo == null) {
            changingTo = anySession();
            note("session change begins");
            tell(new Event.SessionChangeBegan());
            if (random.nextBoolean()) {
                server.changeSession(changingTo);
            }
        } else {
            endSessionChange(random.nextInt(5) > 0);
        }
    }

    private void endSessionChange(boolean known) {
        if (changingTo != null && !server.session.equals(changingTo) && known) {
            server.changeSession(changingTo);
        }
        tell(new Event.SessionChangeEnded(known ? server.session : null));
        changingTo = null;
    }

    private void endOrRenew() {
        if (server.ended()) {
            server.renew();
            tell(new Event.SignIn("secret", server.session));
        } else {
            note("session ends");
            server.end();
            if (socket != 0) {
                server.disconnect();
                tell(new Event.SocketClosed(takeSocket(), 4401, "session ended"));
            }
        }
    }

    private void garbage() {
        for (Map.Entry<Long, Asked> entry : requests.entrySet()) {
            if (entry.getValue().request().path().equals("/sync")) {
                Answer bad = random.nextBoolean() ? new Answer(500, "oops") : new Answer(200, "{\"tables\":{}}");
                entry.setValue(new Asked(entry.getValue().request(), bad));
                return;
            }
        }
    }

    private boolean deliverFrame() {
        if (socket == 0 || socketOpening || server.frames.isEmpty()) {
            return false;
        }
        String frame = server.frames.removeFirst();
        if (losesFrames && !settling && frame.contains("\"delta\"") && random.nextInt(15) == 0) {
            note("lost " + frame);
            return true;
        }
        tell(new Event.SocketMessage(socket, frame));
        return true;
    }

    private boolean moveRequest(boolean lose) {
        if (requests.isEmpty()) {
            return false;
        }
        Map.Entry<Long, Asked> entry = any(requests.entrySet());
        Asked asked = entry.getValue();
        if (lose) {
            requests.remove(entry.getKey());
            tell(new Event.Unanswered(asked.request().number(), "lost"));
        } else if (asked.answer() == null) {
            note("server handles " + asked.request());
            Answer answer =
                    server.answer(asked.request().path(), asked.request().body());
            requests.put(entry.getKey(), new Asked(asked.request(), answer));
        } else {
            requests.remove(entry.getKey());
            tell(new Event.Answered(
                    asked.request().number(),
                    asked.answer().status(),
                    asked.answer().body()));
        }
        return true;
    }

    private boolean moveSocket(boolean refuse) {
        if (!socketOpening) {
            return false;
        }
        socketOpening = false;
        if (refuse) {
            tell(new Event.SocketFailed(takeSocket(), 0, "refused"));
        } else if (server.connect()) {
            tell(new Event.SocketOpened(socket));
        } else {
            tell(new Event.SocketFailed(takeSocket(), 401, "unauthorized"));
        }
        return true;
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

    /// The client dies at this moment, with some of its saves done and the others not; its device starts anew.
    private void kill() {
        note("killed");
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
        Map.copyOf(requests).keySet().forEach(this::abandon);
        if (socket != 0) {
            server.disconnect();
            takeSocket();
        }
        storage = devices.open("device");
        Kept kept = storage.load();
        kept.outbox().writes().forEach(write -> lost.remove(write.requestId()));
        client = new CursorMachine(config, new Random(random.nextLong()), new Shared(), kept);
        if (changingTo != null) {
            changingTo = null;
        }
        KeptSession.in(kept).ifPresent(session -> tell(new Event.SignIn(session.sessionId(), session.session())));
        if (offline) {
            tell(new Event.GoOffline());
        }
    }

    private void abandon(long number) {
        Asked asked = requests.remove(number);
        if (asked != null && asked.answer() == null && random.nextBoolean()) {
            server.answer(asked.request().path(), asked.request().body());
        }
    }

    private boolean fireTimer(boolean onlyRetries) {
        List<Timer> ready = timers.keySet().stream()
                .filter(timer -> !onlyRetries || timer != Timer.SILENCE && timer != Timer.PONG)
                .toList();
        if (ready.isEmpty()) {
            return false;
        }
        Timer timer = any(ready);
        Long token = timers.remove(timer);
        tell(new Event.TimerFired(timer, token == null ? 0 : token));
        return true;
    }

    private void cut() {
        if (socket != 0 && !socketOpening) {
            server.disconnect();
            tell(new Event.SocketClosed(takeSocket(), 1006, "cut"));
        }
    }

    private long takeSocket() {
        long taken = socket;
        socket = 0;
        socketOpening = false;
        return taken;
    }

    private void serverCommit() {
        List<Entry> changes = new ArrayList<>();
        List<Long> touched = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String table = any(ModelServer.TABLES);
            Row row = server.all(table).isEmpty() ? null : any(server.all(table));
            if (row != null && touched.contains(row.id())) {
                continue;
            }
            boolean open = random.nextBoolean();
            int owner = 1 + random.nextInt(3);
            String text = "text " + random.nextInt(1000);
            if (row == null || random.nextInt(4) == 0) {
                changes.add(server.put(table, server.newId(), owner, open, text));
            } else if (random.nextInt(4) == 0) {
                touched.add(row.id());
                changes.add(server.delete(table, row.id()));
            } else {
                touched.add(row.id());
                changes.add(server.put(table, row.id(), owner, open, text));
            }
        }
        note("commit " + changes);
        server.commit(changes);
    }

    private void localWrite() {
        UUID requestId = new UUID(7, ++written);
        String table = any(ModelServer.TABLES);
        List<Row> shown = client.snapshot().table(table).shown();
        Map<String, @Nullable Object> fields = new HashMap<>(Map.of("text", "mine " + written));
        if (random.nextInt(3) == 0) {
            fields.put("open", random.nextBoolean());
        }
        Event.Write write;
        if (shown.isEmpty() || random.nextInt(3) == 0) {
            write = new Event.Write(requestId, WriteKind.CREATE, table, 0, fields);
        } else if (random.nextInt(4) == 0) {
            write = new Event.Write(
                    requestId, WriteKind.DELETE, table, any(shown).id(), Map.of());
        } else {
            if (random.nextInt(4) == 0) {
                fields.put("owner", 1L + random.nextInt(3));
            }
            write = new Event.Write(
                    requestId, WriteKind.UPDATE, table, any(shown).id(), fields);
        }
        tell(write);
    }

    private void tell(Event event) {
        note("event " + event);
        List<Effect> effects = client.on(event);
        for (Effect effect : effects) {
            note("  effect " + effect);
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.OpenSocket open -> {
                socket = open.connection();
                socketOpening = true;
            }
            case Effect.CloseSocket close -> {
                if (close.connection() == socket) {
                    server.disconnect();
                    takeSocket();
                }
            }
            case Effect.SendText ignored -> server.pong();
            case Effect.Request request -> requests.put(request.number(), new Asked(request, null));
            case Effect.CancelRequest cancel -> abandon(cancel.number());
            case Effect.Save save -> saves.addLast(save);
            case Effect.SetTimer timer -> timers.put(timer.timer(), timer.token());
            case Effect.CancelTimer timer -> timers.remove(timer.timer());
            case Effect.OpenStream stream -> throw new AssertionError("the cursor dialect has no streams: " + stream);
            case Effect.CloseStream stream -> throw new AssertionError("the cursor dialect has no streams: " + stream);
            case Effect.Read read -> throw new AssertionError("the cursor dialect reads nothing: " + read);
            case Effect.WriteEnded ended -> results.put(ended.requestId(), ended.result());
        }
    }

    /// Whenever the client says that it is up to date, it is, at the version it names.
    private void check() {
        ReplicaSnapshot snapshot = client.snapshot();
        if (snapshot.status() != Status.LIVE || losesFrames) {
            return;
        }
        ObjectNode session = Json.object();
        snapshot.session().values().forEach((name, value) -> session.putPOJO(name, value));
        ObjectNode plain = Json.parseObject(Json.text(session));
        for (String table : ModelServer.TABLES) {
            List<Row> truth = server.visibleAt(snapshot.version(), table, plain);
            if (!truth.equals(snapshot.table(table).synced())) {
                throw new AssertionError("at version " + snapshot.version() + " the client holds of " + table + "\n"
                        + snapshot.table(table).synced() + "\nbut should hold\n" + truth);
            }
        }
    }

    private ObjectNode anySession() {
        return ModelServer.session(1 + random.nextInt(2), random.nextInt(3) == 0 ? "admin" : "user");
    }

    private <T> T any(Collection<T> of) {
        return new ArrayList<>(of).get(random.nextInt(of.size()));
    }

    private void note(String line) {
        trace.add(line);
    }
}

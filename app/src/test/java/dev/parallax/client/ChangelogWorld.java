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

/// One client of the changelog dialect, a [ChangelogModel], a device and a network that do their worst, all from one
/// seed: answers are late or lost, saves fail, the client is killed at any moment, the log is pruned, pages are
/// tampered with, sessions change and end. Confined to its test.
final class ChangelogWorld {
    /// A request on its way: not processed yet, or with its answer on the way back.
    private record Asked(Effect.Request request, @Nullable Answer answer) {}

    private static final int STEPS_TO_REST_LIMIT = 3_000;
    private static final String DEVICE = "device";

    final ChangelogModel server;
    final Map<UUID, WriteResult> results = new HashMap<>();
    /// Local edits that died with the client before they were kept.
    final Set<UUID> lost = new HashSet<>();
    ChangelogMachine client;
    int written;

    private final Random random;
    private final ClientConfig config;
    private final LocalStorage devices = new MemoryStorage(() -> new UUID(1, 1));
    private final Deque<Effect.Save> saves = new ArrayDeque<>();
    private final Map<Long, Asked> requests = new HashMap<>();
    private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
    private final List<String> trace = new ArrayList<>();
    private ClientStorage storage = devices.open(DEVICE);
    private boolean offline;
    private long decisions;
    private @Nullable ObjectNode changingTo;

    ChangelogWorld(long seed) {
        random = new Random(seed);
        server = new ChangelogModel(seed % 2 == 0);
        config = ClientConfig.of(Dialect.CHANGELOG).withPageSize(1 + random.nextInt(4));
        client = new ChangelogMachine(config, new Random(seed), new Shared(), storage.load());
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
        server.tampers = false;
        server.renew();
        if (changingTo != null) {
            endSessionChange(true);
        }
        tell(new Event.GoOnline());
        rest();
        if (client.snapshot().status() == Status.AUTH_ERROR) {
            tell(new Event.SignIn("secret", server.session));
        }
        for (int round = 0; round < 3; round++) {
            rest();
            server.commit(List.of(server.put("Note", server.newId(), 1, true, "last " + round)));
        }
        rest();
    }

    String trace() {
        return String.join("\n", trace);
    }

    private void rest() {
        for (int step = 0; calmStep(); step++) {
            check();
            if (step > STEPS_TO_REST_LIMIT) {
                throw new AssertionError("it never comes to rest");
            }
        }
    }

    private boolean calmStep() {
        return moveSave(false) || decide() || moveRequest(false) || fireTimer(true);
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 35) {
            moveRequest(random.nextInt(10) == 0);
        } else if (dice < 50) {
            serverCommit();
        } else if (dice < 62) {
            localWrite();
        } else if (dice < 80) {
            moveSave(random.nextInt(12) == 0);
        } else if (dice < 86) {
            fireTimer(false);
        } else if (dice < 90) {
            decide();
        } else {
            fault(random.nextInt(12));
        }
    }

    private void fault(int kind) {
        switch (kind) {
            case 0, 1 -> kill();
            case 2 -> server.prune();
            case 3 -> server.tampers = true;
            case 4, 5 -> {
                note("offline " + !offline);
                tell(offline ? new Event.GoOnline() : new Event.GoOffline());
                offline = !offline;
            }
            case 6, 7 -> changeSession();
            case 8 -> endOrRenew();
            case 9 -> garbage();
            default -> moveRequest(true);
        }
    }

    private void changeSession() {
        if (changingTo == null) {
            changingTo = ModelServer.session(1 + random.nextInt(2), random.nextInt(3) == 0 ? "admin" : "user");
            note("session change begins");
            tell(new Event.SessionChangeBegan());
            if (random.nextBoolean()) {
                server.session = changingTo;
            }
        } else {
            endSessionChange(true);
        }
    }

    private void endSessionChange(boolean known) {
        if (changingTo != null && known) {
            server.session = changingTo;
        }
        tell(new Event.SessionChangeEnded(server.session));
        changingTo = null;
    }

    private void endOrRenew() {
        if (server.ended()) {
            server.renew();
            tell(new Event.SignIn("secret", server.session));
        } else if (random.nextInt(3) == 0) {
            note("session ends");
            server.end();
        }
    }

    private void garbage() {
        requests.replaceAll((number, asked) -> new Asked(
                asked.request(), random.nextBoolean() ? new Answer(500, "oops") : new Answer(200, "{\"results\":1}")));
    }

    private boolean moveRequest(boolean lose) {
        for (Asked asked : List.copyOf(requests.values())) {
            Effect.Request request = asked.request();
            if (lose) {
                requests.remove(request.number());
                tell(new Event.Unanswered(request.number(), "lost"));
                return true;
            }
            if (asked.answer() != null) {
                requests.remove(request.number());
                tell(new Event.Answered(
                        request.number(),
                        asked.answer().status(),
                        asked.answer().body()));
                return true;
            }
            if (!request.mayWait() || server.hasNews(request.body())) {
                note("server handles " + request);
                requests.put(request.number(), new Asked(request, server.answer(request.body())));
                return true;
            }
        }
        return false;
    }

    private boolean fireTimer(boolean onlyRetries) {
        List<Timer> ready = timers.keySet().stream()
                .filter(timer -> !onlyRetries || timer == Timer.RETRY)
                .toList();
        if (ready.isEmpty()) {
            return false;
        }
        Timer timer = any(ready);
        Long token = timers.remove(timer);
        tell(new Event.TimerFired(timer, token == null ? 0 : token));
        return true;
    }

    private boolean decide() {
        for (PendingWrite write : client.snapshot().pending()) {
            if (write.state() == PendingWrite.State.CONFLICT) {
                tell(
                        random.nextBoolean()
                                ? new Event.KeepMine(write.requestId(), new UUID(9, ++decisions))
                                : new Event.TakeTheirs(write.requestId()));
                return true;
            }
        }
        return false;
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
                note("kept " + save.number());
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
        List.copyOf(requests.keySet()).forEach(this::abandon);
        storage = devices.open(DEVICE);
        Kept kept = storage.load();
        kept.outbox().writes().forEach(write -> lost.remove(write.requestId()));
        client = new ChangelogMachine(config, new Random(random.nextLong()), new Shared(), kept);
        boolean changing = changingTo != null;
        // Whoever starts a client asks the server what the kept session is now.
        KeptSession.in(kept).ifPresent(session -> tell(new Event.SignIn(session.sessionId(), server.session)));
        if (changing) {
            tell(new Event.SessionChangeBegan());
        }
        if (offline) {
            tell(new Event.GoOffline());
        }
    }

    private void abandon(long number) {
        Asked asked = requests.remove(number);
        if (asked != null && asked.answer() == null && random.nextBoolean()) {
            note("server handles the given up " + asked.request());
            server.answer(asked.request().body());
        }
    }

    private void serverCommit() {
        List<Entry> changes = new ArrayList<>();
        Set<Long> touched = new HashSet<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String table = any(ModelServer.TABLES);
            Row row = server.all(table).isEmpty() ? null : any(server.all(table));
            if (row != null && !touched.add(row.id())) {
                continue;
            }
            boolean open = random.nextBoolean();
            int owner = 1 + random.nextInt(3);
            String text = "text " + random.nextInt(1000);
            if (row == null || random.nextInt(4) == 0) {
                changes.add(server.put(table, server.newId(), owner, open, text));
            } else if (random.nextInt(4) == 0) {
                changes.add(server.delete(table, row.id()));
            } else {
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
        int dice = random.nextInt(12);
        if (dice < 4) {
            fields.put("open", dice < 2);
        }
        if (shown.isEmpty() || random.nextInt(3) == 0) {
            tell(new Event.Write(requestId, WriteKind.CREATE, table, 0, fields));
        } else if (dice < 3) {
            tell(new Event.Write(requestId, WriteKind.DELETE, table, any(shown).id(), Map.of()));
        } else {
            if (dice == 5) {
                fields.put("owner", 1L + random.nextInt(3));
            }
            tell(new Event.Write(requestId, WriteKind.UPDATE, table, any(shown).id(), fields));
        }
    }

    private void tell(Event event) {
        note("event " + event);
        for (Effect effect : client.on(event)) {
            note("  effect " + effect);
            switch (effect) {
                case Effect.Request request -> requests.put(request.number(), new Asked(request, null));
                case Effect.CancelRequest cancel -> abandon(cancel.number());
                case Effect.Save save -> saves.addLast(save);
                case Effect.SetTimer timer -> timers.put(timer.timer(), timer.token());
                case Effect.CancelTimer timer -> timers.remove(timer.timer());
                case Effect.WriteEnded ended -> results.put(ended.requestId(), ended.result());
                default -> throw new AssertionError("the changelog dialect only asks: " + effect);
            }
        }
        if (requests.size() > 1) {
            throw new AssertionError("one request at a time");
        }
    }

    /// Whenever the client says that it is up to date, it is, at the version it names, and so is its hash.
    private void check() {
        ReplicaSnapshot snapshot = client.snapshot();
        if (snapshot.status() != Status.LIVE) {
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
        HashChain chain = snapshot.chain();
        if (chain == null || !chain.agrees()) {
            throw new AssertionError("live with the hash " + chain);
        }
    }

    private <T> T any(Collection<T> of) {
        return new ArrayList<>(of).get(random.nextInt(of.size()));
    }

    private void note(String line) {
        trace.add(line);
    }
}

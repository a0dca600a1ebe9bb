package dev.parallax.fleet;

import dev.parallax.client.Dialect;
import dev.parallax.client.Event;
import dev.parallax.client.HandedOver;
import dev.parallax.client.Kept;
import dev.parallax.client.KeptSession;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.Device.Started;
import dev.parallax.network.ClientRuntime;
import dev.parallax.network.LinkFaults;
import dev.parallax.network.SessionCalls;
import dev.parallax.network.SessionCalls.Opened;
import dev.parallax.recording.WireLog;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireTotals;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A client that talks to the server over the network. Thread-safe.
final class NetworkedClient implements FleetClient {
    private final int number;
    private final FleetMember member;
    private final Map<Long, String> names;
    private final Device device;
    private final SessionCalls sessions;
    private final OwnSessions own;
    private final WireLog wire;
    private final BiConsumer<FleetClient, ReplicaSnapshot> onPublished;
    private final AtomicInteger views = new AtomicInteger();
    private final Optional<KeptSession> kept;
    private volatile ClientRuntime runtime;
    private volatile String sessionId = "";

    NetworkedClient(
            int number,
            FleetMember member,
            Map<Long, String> names,
            Device device,
            SessionCalls sessions,
            OwnSessions own,
            WireLog wire,
            BiConsumer<FleetClient, ReplicaSnapshot> onPublished) {
        this.number = number;
        this.member = member;
        this.names = names;
        this.device = device;
        this.onPublished = onPublished;
        Started started = device.start(0, this::published);
        this.runtime = started.runtime();
        this.kept = started.session();
        this.sessions = sessions;
        this.own = own;
        this.wire = wire;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String name() {
        long id = userId();
        return names.getOrDefault(id, "User " + id);
    }

    @Override
    public long userId() {
        return snapshot().session().get("userId") instanceof Long id ? id : member.userId();
    }

    @Override
    public String role() {
        return snapshot().session().get("role") instanceof String role ? role : member.role();
    }

    @Override
    public String dialect() {
        return device.dialect().text();
    }

    @Override
    public ReplicaSnapshot snapshot() {
        return runtime.snapshot();
    }

    @Override
    public View openView() {
        return new View(this::snapshot, views);
    }

    @Override
    public int views() {
        return views.get();
    }

    @Override
    public WireTotals wireTotals() {
        return wire.totals();
    }

    @Override
    public List<WireMessage> wire() {
        return wire.messages();
    }

    @Override
    public String sessionId() {
        return sessionId;
    }

    @Override
    public CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields) {
        return write(WriteKind.CREATE, record, 0, fields);
    }

    @Override
    public CompletableFuture<WriteResult> update(
            String record, long id, Map<String, ? extends @Nullable Object> fields) {
        return write(WriteKind.UPDATE, record, id, fields);
    }

    @Override
    public CompletableFuture<WriteResult> delete(String record, long id) {
        return write(WriteKind.DELETE, record, id, Map.of());
    }

    @Override
    public void keepMine(UUID requestId) {
        runtime.tell(new Event.KeepMine(requestId, UUID.randomUUID()));
    }

    @Override
    public void takeTheirs(UUID requestId) {
        runtime.tell(new Event.TakeTheirs(requestId));
    }

    @Override
    public void goOffline() {
        runtime.tell(new Event.GoOffline());
    }

    @Override
    public void goOnline() {
        runtime.tell(new Event.GoOnline());
    }

    @Override
    public void cut() {
        runtime.cut();
    }

    @Override
    public void kill() {
        runtime.kill();
    }

    @Override
    public CompletableFuture<Void> restart() {
        return runtime.kill().thenComposeAsync(dead -> startAgain(), Thread::startVirtualThread);
    }

    private synchronized CompletableFuture<Void> startAgain() {
        ReplicaSnapshot before = snapshot();
        Started started = device.start(before.generation() + 1, this::published);
        // What is wrong with the network does not get better by a restart.
        started.runtime().setFaults(runtime.faults());
        runtime = started.runtime();
        KeptSession kept = started.session().orElse(null);
        if (kept == null) {
            return sessions.open(RowJson.encode(before.session().values())).thenAccept(this::signedIn);
        }
        // The session may have changed since it was kept. Without an answer the client goes on with what it knows.
        return sessions.change(kept.sessionId(), Json.object())
                .exceptionally(unknown -> kept.session())
                .thenAccept(now -> signedIn(new Opened(kept.sessionId(), now)));
    }

    @Override
    public CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields) {
        ObjectNode body = RowJson.encode(plain(fields));
        runtime.tell(new Event.SessionChangeBegan());
        return sessions.change(sessionId, body)
                .whenComplete((session, failure) -> runtime.tell(new Event.SessionChangeEnded(session)))
                .thenApply(session -> null);
    }

    @Override
    public CompletableFuture<Void> signInAgain() {
        Map<String, @Nullable Object> values = snapshot().session().values();
        return sessions.open(RowJson.encode(values)).thenAccept(this::signedIn);
    }

    @Override
    public LinkFaults faults() {
        return runtime.faults();
    }

    @Override
    public void setFaults(LinkFaults faults) {
        runtime.setFaults(faults);
    }

    @Override
    public void corruptCache() {
        runtime.tell(new Event.CorruptCache(number));
    }

    @Override
    public CompletableFuture<Void> expireSession() {
        return endSession().thenApply(ended -> null);
    }

    private void published(ReplicaSnapshot snapshot) {
        onPublished.accept(this, snapshot);
    }

    /// As another run would have to begin to go on from here. Waits for the storage.
    Former former() {
        ReplicaSnapshot now = snapshot();
        Kept all = KeptSession.without(device.kept());
        return new Former(
                number,
                new FleetMember(userId(), role(), device.dialect()),
                RowJson.encode(now.session().values()),
                switch (now.status()) {
                    case OFFLINE -> Former.Standing.OFFLINE;
                    case AUTH_ERROR -> Former.Standing.SIGNED_OUT;
                    case CONNECTING, SYNCING, LIVE, CONNECTION_ERROR, SYNC_ERROR -> Former.Standing.ONLINE;
                },
                faults(),
                device.dialect() == Dialect.CURSOR ? HandedOver.of(all, now) : all);
    }

    /// What the device was signed in as when it was first started.
    Optional<KeptSession> keptSession() {
        return kept;
    }

    void signedIn(Opened opened) {
        own.add(opened.sessionId());
        sessionId = opened.sessionId();
        runtime.tell(new Event.SignIn(opened.sessionId(), opened.session()));
    }

    /// Gives its wire log its share among so many clients.
    void shareWire(int clients) {
        wire.share(clients);
    }

    /// Stops it and ends its session on the server, soon. A session under which edits wait stays: they may have been
    /// sent, and only under it does the server know them again.
    CompletableFuture<?> leave() {
        boolean waits = !snapshot().pending().isEmpty();
        runtime.close();
        return waits ? CompletableFuture.completedFuture(null) : endSession();
    }

    CompletableFuture<?> endSession() {
        String secret = sessionId;
        return secret.isEmpty() ? CompletableFuture.completedFuture(null) : sessions.end(secret);
    }

    private CompletableFuture<WriteResult> write(
            WriteKind kind, String record, long id, Map<String, ? extends @Nullable Object> fields) {
        return runtime.write(new Event.Write(UUID.randomUUID(), kind, record, id, plain(fields)));
    }

    private static Map<String, @Nullable Object> plain(Map<String, ? extends @Nullable Object> fields) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.forEach(
                (name, value) -> plain.put(name, value instanceof Integer small ? (Object) small.longValue() : value));
        return plain;
    }
}

package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.change.Row;
import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.RowJson;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CursorMachineTest {
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final ObjectNode SESSION = ModelServer.session(1, "user");

    private final CursorMachine client =
            new CursorMachine(ClientConfig.defaults(), new Random(1), new Shared(), Kept.NOTHING);
    private long connection;
    private long sequence;
    private final Map<Timer, Effect.SetTimer> timers = new EnumMap<>(Timer.class);
    private List<Effect> effects = List.of();

    @Test
    void opensTheSocketBeforeItAsksForAnything() {
        tell(new Event.SignIn("secret", SESSION));
        assertThat(effects(Effect.OpenSocket.class)).hasSize(1);
        assertThat(effects(Effect.Request.class)).isEmpty();
        assertThat(client.snapshot().status()).isEqualTo(Status.CONNECTING);
        greet();
        assertThat(request().path()).isEqualTo("/sync");
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNCING);
    }

    @Test
    void appliesOnlyBufferedDeltasThatAreNewerThanTheCatchUp() {
        long page = connect();
        delta(List.of(row(1, "old", 90)), List.of(), 90);
        delta(List.of(row(2, "newer", 110)), List.of(), 110);
        answer(page, page(100, false, row(1, "from the page", 95)));
        assertThat(texts()).containsExactly("from the page", "newer");
        assertThat(client.snapshot().version()).isEqualTo(110);
    }

    @Test
    void takesARowThatWasWrittenLongBeforeItCameIntoView() {
        goLive(100);
        delta(List.of(row(1, "opened to me now", 5)), List.of(), 120);
        assertThat(texts()).containsExactly("opened to me now");
    }

    @Test
    void catchesUpOnceMoreIfAskedToWhileCatchingUp() {
        long page = connect();
        receive(new CursorMessage.SyncRequired(List.of("Post"), CursorMessage.Reason.PERMISSIONS));
        assertThat(effects).isEmpty();
        answer(page, page(100, false));
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNCING);
        answer(request().number(), page(110, false));
        assertThat(client.snapshot().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void catchesUpWhenADeltaIsMissing() {
        goLive(100);
        sequence++;
        delta(List.of(row(2, "second", 120)), List.of(), 120);
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNCING);
        answer(request().number(), page(115, false, row(1, "first", 110)));
        assertThat(texts()).containsExactly("first", "second");
    }

    @Test
    void keepsEachPageAndAsksOnFromThere() {
        long page = connect();
        answer(page, page(100, true, row(1, "one", 50)));
        assertThat(request()
                        .body()
                        .at("/syncCursor/tables/Post/last_seen_updated_at")
                        .asLong())
                .isEqualTo(50);
        tell(new Event.SocketClosed(connection, 1006, "cut"));
        assertThat(texts()).containsExactly("one");
        fire(Timer.RETRY);
        greet();
        assertThat(request()
                        .body()
                        .at("/syncCursor/tables/Post/last_seen_updated_at")
                        .asLong())
                .isEqualTo(50);
    }

    @Test
    void asksOnFromWhatTheServerSaidWhateverRowsItHolds() {
        goLive(100, row(1, "old", 50));
        tell(new Event.SocketClosed(connection, 1006, "cut"));
        fire(Timer.RETRY);
        greet();
        assertThat(request()
                        .body()
                        .at("/syncCursor/tables/Post/last_seen_updated_at")
                        .asLong())
                .isEqualTo(100);
    }

    @Test
    void dropsATablesRowsWhenThePageSaysReset() {
        goLive(100, row(1, "mine", 60), row(2, "yours", 70));
        receive(new CursorMessage.SyncRequired(List.of("Post"), CursorMessage.Reason.PERMISSIONS));
        TablePage reset = new TablePage(List.of(row(1, "mine", 60)), List.of(), "other", 130, true);
        answer(request().number(), new SyncPage(Map.of("Post", reset), false, 130));
        assertThat(texts()).containsExactly("mine");
        assertThat(client.snapshot().table("Post").permissionHash()).isEqualTo("other");
    }

    @Test
    void pingsAfterThreeSilentHeartbeatsAndConnectsAgainIfNothingAnswers() {
        goLive(100);
        receive(new CursorMessage.Heartbeat(110));
        fire(Timer.SILENCE);
        assertThat(effects(Effect.SendText.class)).isEmpty();
        fire(Timer.SILENCE);
        assertThat(effects(Effect.SendText.class))
                .extracting(Effect.SendText::text)
                .containsExactly("{\"type\":\"ping\"}");
        fire(Timer.PONG);
        assertThat(client.snapshot().status()).isEqualTo(Status.CONNECTING);
        assertThat(effects(Effect.CloseSocket.class)).hasSize(1);
        fire(Timer.RETRY);
        assertThat(effects(Effect.OpenSocket.class)).hasSize(1);
    }

    @Test
    void asksForNewsWhenOnlyPingsAreAnswered() {
        goLive(100);
        fire(Timer.SILENCE);
        receive(new CursorMessage.Pong());
        fire(Timer.PONG);
        assertThat(request().path()).isEqualTo("/sync");
    }

    @Test
    void waitsLongerAfterEachFailureAndNeverLongerThanTheLimit() {
        Backoff backoff = new Backoff(new Random(3), ClientConfig.defaults());
        for (int attempt = 0; attempt < 40; attempt++) {
            long ceiling = Math.min(30_000, 500L << Math.min(attempt, 20));
            assertThat(backoff.nextMillis()).isBetween(0L, ceiling);
        }
        backoff.reset();
        assertThat(backoff.nextMillis()).isLessThanOrEqualTo(500);
    }

    @Test
    void stopsWhenTheSessionIsOverUntilSignedInAgain() {
        goLive(100);
        tell(new Event.SocketClosed(connection, 4401, "session ended"));
        assertThat(client.snapshot().status()).isEqualTo(Status.AUTH_ERROR);
        assertThat(effects(Effect.SetTimer.class)).isEmpty();
        tell(new Event.SignIn("another", SESSION));
        assertThat(effects(Effect.OpenSocket.class))
                .extracting(Effect.OpenSocket::sessionId)
                .containsExactly("another");
    }

    @Test
    void saysWhatTheServerSaidWhenACatchUpFailsAndTriesAgain() {
        long page = connect();
        String problem = Json.text(
                Problem.of(Problem.Code.SYNC_ERROR, "Posts cannot be read.").toJson());
        tell(new Event.Answered(page, 500, problem));
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNC_ERROR);
        assertThat(client.snapshot().message()).startsWith("Posts cannot be read.");
        fire(Timer.RETRY);
        answer(request().number(), page(100, false));
        assertThat(client.snapshot().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void startsFromNothingWhenTheServerCannotReadItsCursor() {
        goLive(100, row(1, "one", 50));
        receive(new CursorMessage.SyncRequired(List.of("Post"), CursorMessage.Reason.RESTART));
        tell(new Event.Answered(request().number(), 400, "{}"));
        fire(Timer.RETRY);
        assertThat(request().body().at("/syncCursor/tables").isEmpty()).isTrue();
        answer(request().number(), page(120, false, row(1, "one", 50)));
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void doesNotAskForEverIfTheServerPromisesMoreButSendsNothing() {
        long page = connect();
        answer(page, new SyncPage(Map.of(), true, 100));
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNC_ERROR);
    }

    @Test
    void learnsOfAChangedSessionByConnectingAgain() {
        goLive(100);
        receive(new CursorMessage.SyncRequired(List.of("Post"), CursorMessage.Reason.PERMISSIONS));
        tell(new Event.Answered(request().number(), 403, "{}"));
        fire(Timer.RETRY);
        greet(ModelServer.session(1, "admin"));
        assertThat(client.snapshot().session().get("role")).isEqualTo("admin");
    }

    @Test
    void isNotLiveWhileItsSessionIsBeingChanged() {
        goLive(100);
        tell(new Event.SessionChangeBegan());
        assertThat(client.snapshot().status()).isEqualTo(Status.SYNCING);
        tell(new Event.SessionChangeEnded(ModelServer.session(1, "admin")));
        answer(request().number(), page(120, false));
        assertThat(client.snapshot().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void aConfirmedEditStaysOverTheRowsUntilTheyContainIt() {
        goLive(100, row(1, "before", 50));
        write(FIRST, WriteKind.UPDATE, 1, Map.of("text", "after"));
        assertThat(texts()).containsExactly("after");
        confirm(request().number(), row(1, "after", 120));
        delta(List.of(row(2, "other", 110)), List.of(), 110);
        assertThat(texts()).containsExactly("after", "other");
        assertThat(client.snapshot().pending()).hasSize(1);
        delta(List.of(row(1, "after", 120)), List.of(), 120);
        assertThat(client.snapshot().pending()).isEmpty();
        assertThat(texts()).containsExactly("after", "other");
    }

    @Test
    void anEditThatHidesItsRowFromItsAuthorIsDoneNotRefused() {
        goLive(100, row(1, "mine", 50));
        write(FIRST, WriteKind.UPDATE, 1, Map.of("owner", 2L));
        tell(new Event.Answered(request().number(), 200, "{\"version\":120}"));
        assertThat(client.snapshot().results().getFirst().accepted()).isTrue();
        delta(List.of(), List.of(new Removed("Post", 1)), 120);
        assertThat(texts()).isEmpty();
        assertThat(client.snapshot().pending()).isEmpty();
    }

    @Test
    void repeatsAnUnansweredEditWithTheSameRequestId() {
        goLive(100, row(1, "before", 50));
        write(FIRST, WriteKind.UPDATE, 1, Map.of("text", "after"));
        Effect.Request first = request();
        tell(new Event.Unanswered(first.number(), "lost"));
        fire(Timer.RESEND);
        assertThat(request().body()).isEqualTo(first.body());
        assertThat(request().number()).isNotEqualTo(first.number());
        tell(new Event.Answered(request().number(), 503, ""));
        assertThat(client.snapshot().pending()).hasSize(1);
        fire(Timer.RESEND);
        assertThat(request().body()).isEqualTo(first.body());
    }

    @Test
    void aRefusedCreateTakesItsLaterEditsWithIt() {
        goLive(100);
        write(FIRST, WriteKind.CREATE, 0, Map.of("text", "new"));
        long create = request().number();
        write(SECOND, WriteKind.UPDATE, -1, Map.of("text", "newer"));
        assertThat(texts()).containsExactly("newer");
        String problem = Json.text(
                Problem.of(Problem.Code.FORBIDDEN, "denied: not yours").toJson());
        tell(new Event.Answered(create, 403, problem));
        assertThat(texts()).isEmpty();
        assertThat(client.snapshot().results())
                .extracting(WriteResult::accepted, WriteResult::sentence)
                .containsExactly(
                        tuple(false, "denied: not yours"),
                        tuple(false, "The row was never created: denied: not yours"));
    }

    @Test
    void laterEditsFollowACreatedRowToItsRealId() {
        goLive(100);
        write(FIRST, WriteKind.CREATE, 0, Map.of("text", "new"));
        long create = request().number();
        write(SECOND, WriteKind.UPDATE, -1, Map.of("text", "newer"));
        confirm(create, row(7, "new", 120));
        assertThat(request().body().path("id").asLong()).isEqualTo(7);
        assertThat(client.snapshot().table("Post").shown()).extracting(Row::id).containsExactly(7L);
    }

    @Test
    void offlineEditsWaitAndGoOutWhenBack() {
        goLive(100, row(1, "before", 50));
        tell(new Event.GoOffline());
        write(FIRST, WriteKind.DELETE, 1, Map.of());
        assertThat(effects).isEmpty();
        assertThat(texts()).isEmpty();
        tell(new Event.GoOnline());
        greet();
        assertThat(effects(Effect.Request.class))
                .extracting(Effect.Request::path)
                .containsExactly("/sync", "/db/deletePost");
    }

    @Test
    void refusesAtOnceWhatTheOutboxCannotHold() {
        tell(new Event.GoOffline());
        for (int count = 0; count <= Outbox.WRITES_LIMIT; count++) {
            write(new UUID(1, count), WriteKind.CREATE, 0, Map.of());
        }
        assertThat(effects(Effect.WriteEnded.class))
                .extracting(ended -> ended.result().accepted())
                .containsExactly(false);
        assertThat(client.snapshot().pending()).hasSize(Outbox.WRITES_LIMIT);
    }

    @Test
    void snapshotsShareWhatDidNotChange() {
        goLive(100, row(1, "one", 50));
        ReplicaSnapshot before = client.snapshot();
        assertThat(client.snapshot()).isSameAs(before);
        receive(new CursorMessage.Heartbeat(200));
        assertThat(client.snapshot().version()).isEqualTo(200);
        assertThat(client.snapshot().table("Post").synced())
                .isSameAs(before.table("Post").synced());
        assertThat(client.snapshot().table("Post").lastSeen()).isEqualTo(200);
    }

    @Test
    void lateEventsOfTheLastConnectionChangeNothing() {
        goLive(100);
        long old = connection;
        tell(new Event.SocketClosed(old, 1006, "cut"));
        fire(Timer.RETRY);
        ReplicaSnapshot before = client.snapshot();
        tell(new Event.SocketClosed(old, 4401, "late"));
        tell(new Event.SocketMessage(old, "rubbish"));
        assertThat(client.snapshot()).isSameAs(before);
    }

    private void tell(Event event) {
        effects = withSaves(event);
        effects(Effect.OpenSocket.class).forEach(open -> {
            connection = open.connection();
            sequence = 0;
        });
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.SetTimer set -> timers.put(set.timer(), set);
                case Effect.CancelTimer cancel -> timers.remove(cancel.timer());
                default -> {}
            }
        }
    }

    /// What the event leads to when the device's storage works, and at once.
    private List<Effect> withSaves(Event event) {
        List<Effect> all = new ArrayList<>();
        for (Effect effect : client.on(event)) {
            if (effect instanceof Effect.Save save) {
                all.addAll(withSaves(new Event.Saved(save.number())));
            } else {
                all.add(effect);
            }
        }
        return all;
    }

    private void fire(Timer timer) {
        Effect.SetTimer armed = Objects.requireNonNull(timers.remove(timer), "the timer is not set");
        tell(new Event.TimerFired(timer, armed.token()));
    }

    private long connect() {
        tell(new Event.SignIn("secret", SESSION));
        greet();
        return request().number();
    }

    private void greet() {
        greet(SESSION);
    }

    private void greet(ObjectNode session) {
        tell(new Event.SocketOpened(connection));
        receive(new CursorMessage.Connected("secret", session, 1));
    }

    private void goLive(long version, Row... rows) {
        answer(connect(), page(version, false, rows));
        assertThat(client.snapshot().status()).isEqualTo(Status.LIVE);
    }

    private void receive(CursorMessage message) {
        tell(new Event.SocketMessage(connection, CursorJson.encode(message)));
    }

    private void delta(List<Row> rows, List<Removed> removed, long version) {
        receive(new Delta(rows, removed, version, ++sequence));
    }

    private void answer(long number, SyncPage page) {
        tell(new Event.Answered(number, 200, Json.text(page.toJson())));
    }

    private void write(UUID requestId, WriteKind kind, long id, Map<String, @Nullable Object> fields) {
        tell(new Event.Write(requestId, kind, "Post", id, fields));
    }

    private void confirm(long number, Row row) {
        ObjectNode answer = Json.object().put("version", row.version());
        answer.set("row", RowJson.encode(row));
        tell(new Event.Answered(number, 200, Json.text(answer)));
    }

    private Effect.Request request() {
        return effects(Effect.Request.class).getLast();
    }

    private <T extends Effect> List<T> effects(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<Object> texts() {
        return client.snapshot().table("Post").shown().stream()
                .map(row -> (Object) String.valueOf(row.get("text")))
                .toList();
    }

    private static Row row(long id, String text, long version) {
        return ModelServer.row("Post", id, 1, true, text, version);
    }

    private static SyncPage page(long version, boolean more, Row... rows) {
        long lastSeen = more ? rows[rows.length - 1].version() : version;
        return new SyncPage(
                Map.of("Post", new TablePage(Stream.of(rows).toList(), List.of(), "hash", lastSeen, false)),
                more,
                version);
    }
}

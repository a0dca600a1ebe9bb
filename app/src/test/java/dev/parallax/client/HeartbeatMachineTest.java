package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeartbeatMachineTest {
    private final Script script = new Script(Dialect.HEARTBEAT);
    private long stream;

    @Test
    void isUpToDateOnlyWhenEverythingIsKept() {
        connect();
        script.holdsSaves = true;
        delta(100, true, Script.row(1, 1, "one", 90));
        complete(100);
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        assertThat(script.texts("Post")).containsExactly("one");
        script.keepAll();
        assertThat(script.status()).isEqualTo(Status.LIVE);
    }

    @Test
    void keepsEachChunkTogetherWithItsTimestampAndGoesOnFromThere() {
        connect();
        delta(100, true, Script.row(1, 1, "one", 90));
        assertThat(script.all(Effect.Save.class).getFirst().changes())
                .anyMatch(change -> change instanceof StorageChange.PutRows)
                .contains(new StorageChange.PutValue("timestamp.Post", "100"));
        script.tell(new Event.StreamFailed(stream, 0, "the connection broke"));
        assertThat(script.sentence()).isEqualTo("No connection: the connection broke. Trying again.");
        script.fire(Timer.RETRY);
        assertThat(String.valueOf(script.onlyOpened().body())).contains("\"Post\":100");
    }

    @Test
    void aDeviceThatCannotKeepAChunkAbortsTheStreamAndTheNextGoesOnAfterTheLastThatWasKept() {
        connect();
        delta(100, true, Script.row(1, 1, "one", 90));
        script.holdsSaves = true;
        delta(200, false, Script.row(2, 1, "two", 190));
        script.tell(new Event.SaveFailed(script.heldSaves.removeFirst().number(), "the disk is full"));
        assertThat(script.all(Effect.CloseStream.class)).hasSize(1);
        assertThat(script.status()).isEqualTo(Status.SYNC_ERROR);
        assertThat(script.sentence()).startsWith("Sync issue").contains("the disk is full");
        assertThat(script.texts("Post")).containsExactly("one");
        script.fire(Timer.RETRY);
        assertThat(String.valueOf(script.onlyOpened().body())).contains("\"Post\":100");
    }

    @Test
    void anErrorOfTheServerAbortsAndTriesAgain() {
        connect();
        script.message(stream, "error", "{'status':'sync-error','message':'Post could not be read.','table':'Post'}");
        assertThat(script.status()).isEqualTo(Status.SYNC_ERROR);
        assertThat(script.sentence()).isEqualTo("Sync issue: Post could not be read. Trying again.");
        assertThat(script.all(Effect.CloseStream.class)).hasSize(1);
        assertThat(script.isArmed(Timer.RETRY)).isTrue();
    }

    @Test
    void aMessageThatMakesNoSenseAbortsAndTriesAgain() {
        connect();
        script.message(stream, "delta", "{'table':'Post'");
        assertThat(script.sentence()).startsWith("Sync issue: the server sent something that makes no sense");
        assertThat(script.isArmed(Timer.RETRY)).isTrue();
    }

    @Test
    void anEndedSessionStopsUntilSomebodySignsIn() {
        connect();
        script.message(stream, "error", "{'status':'auth-error'}");
        assertThat(script.status()).isEqualTo(Status.AUTH_ERROR);
        assertThat(script.sentence()).startsWith("Session expired");
        assertThat(script.isArmed(Timer.RETRY)).isFalse();
        script.signIn();
        assertThat(script.opened()).hasSize(1);
    }

    @Test
    void aResyncThatComesDuringTheDeltaPhaseIsNotLost() {
        connect();
        delta(100, true, Script.row(1, 1, "hidden soon", 90));
        script.message(stream, "resync", "{'tables':['Post']}");
        delta(120, true, Script.row(2, 1, "new", 110));
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        complete(120);
        assertThat(script.status()).isEqualTo(Status.LIVE);
        assertThat(script.texts("Post")).containsExactly("new");
    }

    @Test
    void aTableThatTheSchemaLostIsDropped() {
        goLive();
        script.message(stream, "resync", "{'tables':['Post']}");
        script.message(stream, "heartbeat", "{'timestamp':140}");
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        complete("{'Note':150}");
        assertThat(script.client.snapshot().tables()).doesNotContainKey("Post");
        assertThat(script.status()).isEqualTo(Status.LIVE);
    }

    @Test
    void threeSilentHeartbeatsAreTheEndOfAConnection() {
        goLive();
        for (int beat = 0; beat < 3; beat++) {
            script.fire(Timer.SILENCE);
            assertThat(script.status()).isEqualTo(Status.LIVE);
        }
        script.fire(Timer.SILENCE);
        assertThat(script.status()).isEqualTo(Status.CONNECTION_ERROR);
        assertThat(script.sentence()).startsWith("No connection");
        assertThat(script.all(Effect.CloseStream.class)).hasSize(1);
    }

    @Test
    void aHeartbeatIsASignOfLifeAndMovesEveryTable() {
        goLive();
        for (int beat = 0; beat < 10; beat++) {
            script.fire(Timer.SILENCE);
            script.message(stream, "heartbeat", "{'timestamp':" + (200 + beat) + "}");
        }
        assertThat(script.status()).isEqualTo(Status.LIVE);
        assertThat(script.client.snapshot().version()).isEqualTo(209);
        assertThat(script.client.snapshot().table("Post").lastSeen()).isEqualTo(209);
    }

    @Test
    void claimsNoMoreThanOneChangeOfATransactionProves() {
        goLive();
        script.message(
                stream, "upsert", "{'table':'Post','timestamp':150,'row':" + Script.row(5, 1, "first", 150) + "}");
        assertThat(script.client.snapshot().version()).isEqualTo(149);
        assertThat(script.texts("Post")).containsExactly("one", "first");
        script.message(stream, "delete", "{'table':'Post','timestamp':160,'id':5}");
        assertThat(script.texts("Post")).containsExactly("one");
    }

    @Test
    void anEditThatHidesItsRowFromItsAuthorIsDoneNotRefused() {
        goLive();
        script.tell(new Event.Write(new UUID(0, 1), WriteKind.UPDATE, "Post", 1, Map.of("owner", 2L)));
        Effect.Request request = script.all(Effect.Request.class).getFirst();
        script.message(stream, "delete", "{'table':'Post','timestamp':150,'id':1}");
        script.answer(request.number(), "{'version':150,'id':1}");
        assertThat(script.all(Effect.WriteEnded.class).getFirst().result().accepted())
                .isTrue();
        assertThat(script.client.snapshot().pending()).isEmpty();
        assertThat(script.texts("Post")).isEmpty();
    }

    @Test
    void aNewSessionGetsANewStreamThatAnswersForIt() {
        goLive();
        script.tell(new Event.SessionChangeBegan());
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        script.tell(new Event.SessionChangeEnded(ModelServer.session(1, "admin")));
        assertThat(script.all(Effect.CloseStream.class)).hasSize(1);
        assertThat(script.opened()).hasSize(1);
        assertThat(script.client.snapshot().session().get("role")).isEqualTo("admin");
    }

    @Test
    void aRefusalSaysWhatTheServerSaid() {
        script.signIn();
        String body = "{'code':'unavailable','status':503,'detail':'The server is stopping.','errors':[]}";
        script.tell(new Event.StreamFailed(script.onlyOpened().stream(), 503, body.replace('\'', '"')));
        assertThat(script.sentence()).isEqualTo("No connection: The server is stopping. Trying again.");
    }

    private void connect() {
        script.signIn();
        stream = script.onlyOpened().stream();
        script.tell(new Event.StreamOpened(stream));
        assertThat(script.status()).isEqualTo(Status.SYNCING);
    }

    private void goLive() {
        connect();
        delta(100, true, Script.row(1, 1, "one", 90));
        complete(100);
        assertThat(script.status()).isEqualTo(Status.LIVE);
    }

    private void delta(long timestamp, boolean reset, String... rows) {
        script.message(
                stream,
                "delta",
                "{'table':'Post','upserts':[" + String.join(",", List.of(rows)) + "],'deletes':[],'timestamp':"
                        + timestamp + ",'reset':" + reset + "}");
    }

    private void complete(long timestamp) {
        complete("{'Post':" + timestamp + ",'Note':" + timestamp + "}");
    }

    private void complete(String timestamps) {
        script.message(stream, "delta-complete", "{'timestamps':" + timestamps + "}");
    }
}

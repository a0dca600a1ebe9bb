package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CollectionMachineTest {
    private final Script script = new Script(Dialect.COLLECTION);
    private final Map<String, Long> streams = new HashMap<>();

    @Test
    void isLiveOnlyWhenEveryCollectionIsReady() {
        connect();
        assertThat(streams).containsOnlyKeys("/rpc/NoteSync", "/rpc/PostSync");
        post("{'type':'insert','key':1,'version':90,'value':" + Script.row(1, 1, "one", 90) + "}");
        assertThat(script.texts("Post")).isEmpty();
        post("{'type':'commit','version':100}");
        assertThat(script.texts("Post")).containsExactly("one");
        post("{'type':'ready'}");
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        ready("Note");
        assertThat(script.status()).isEqualTo(Status.LIVE);
        assertThat(script.client.snapshot().version()).isEqualTo(100);
    }

    @Test
    void appliesATransactionWhenItIsCommitted() {
        goLive();
        post("{'type':'insert','key':2,'version':120,'value':" + Script.row(2, 1, "two", 120) + "}");
        post("{'type':'delete','key':1,'version':121}");
        assertThat(script.texts("Post")).containsExactly("one");
        post("{'type':'commit','version':121}");
        assertThat(script.texts("Post")).containsExactly("two");
    }

    @Test
    void aTransactionThatTheStreamsEndCutsOffNeverShows() {
        goLive();
        post("{'type':'delete','key':1,'version':121}");
        script.tell(new Event.StreamEnded(stream("Post")));
        assertThat(script.texts("Post")).containsExactly("one");
        script.fire(Timer.RETRY);
        assertThat(script.opened())
                .extracting(opened -> String.valueOf(opened.body()))
                .contains("{\"snapshot\":false,\"since\":100}");
    }

    @Test
    void truncateTakesEverythingAwayOnceTheNewSnapshotIsThere() {
        goLive();
        post("{'type':'truncate'}");
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        assertThat(script.texts("Post")).containsExactly("one");
        post("{'type':'insert','key':3,'version':95,'value':" + Script.row(3, 1, "three", 95) + "}");
        post("{'type':'commit','version':140}");
        post("{'type':'ready'}");
        assertThat(script.texts("Post")).containsExactly("three");
        assertThat(script.status()).isEqualTo(Status.LIVE);
    }

    @Test
    void writesThroughTheCollectionsOwnCalls() {
        goLive();
        script.tell(new Event.Write(new UUID(0, 1), WriteKind.CREATE, "Post", 0, Map.of("text", "mine")));
        Effect.Request insert = script.all(Effect.Request.class).getFirst();
        assertThat(insert.path()).isEqualTo("/rpc/PostInsert");
        assertThat(insert.body().toString())
                .isEqualTo("{\"requestId\":\"00000000-0000-0000-0000-000000000001\",\"items\":[{\"text\":\"mine\"}]}");
        script.answer(insert.number(), "{'items':[" + Script.row(9, 1, "mine", 130) + "],'version':130}");
        assertThat(script.texts("Post")).containsExactly("one", "mine");
        assertThat(script.client.snapshot().pending()).hasSize(1);
        post("{'type':'insert','key':9,'version':130,'value':" + Script.row(9, 1, "mine", 130) + "}");
        post("{'type':'commit','version':130}");
        assertThat(script.client.snapshot().pending()).isEmpty();
        assertThat(script.texts("Post")).containsExactly("one", "mine");
    }

    private void connect() {
        script.signIn();
        for (Effect.OpenStream opened : script.opened()) {
            streams.put(opened.path(), opened.stream());
            assertThat(String.valueOf(opened.body())).isEqualTo("{\"snapshot\":true}");
            assertThat(opened.framing()).isEqualTo(Framing.LINES);
        }
        streams.values().forEach(stream -> script.tell(new Event.StreamOpened(stream)));
    }

    private void goLive() {
        connect();
        post("{'type':'insert','key':1,'version':90,'value':" + Script.row(1, 1, "one", 90) + "}");
        ready("Post");
        ready("Note");
        assertThat(script.status()).isEqualTo(Status.LIVE);
    }

    private void ready(String record) {
        script.message(stream(record), "", "{'type':'commit','version':100}");
        script.message(stream(record), "", "{'type':'ready'}");
    }

    private void post(String line) {
        script.message(stream("Post"), "", line);
    }

    private long stream(String record) {
        return streams.getOrDefault("/rpc/" + record + "Sync", 0L);
    }
}

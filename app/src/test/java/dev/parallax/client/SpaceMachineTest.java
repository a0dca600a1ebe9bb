package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceMachineTest {
    private final Script script = new Script(Dialect.SPACE);

    @Test
    void opensAStreamForEachSpaceAndClaimsTheirRowsOnly() {
        List<Effect.OpenStream> streams = list(1, 2);
        assertThat(streams)
                .extracting(Effect.OpenStream::path)
                .containsExactly("/api/stream?spaceId=1&record=Post", "/api/stream?spaceId=2&record=Post");
        event(streams.get(0), 100, Script.row(1, 1, "one", 90));
        assertThat(script.status()).isNotEqualTo(Status.LIVE);
        event(streams.get(1), 110, Script.row(2, 2, "two", 95));
        assertThat(script.status()).isEqualTo(Status.LIVE);
        assertThat(script.texts("Post")).containsExactly("one", "two");
        assertThat(script.client.snapshot().version()).isEqualTo(100);
        assertThat(script.client.snapshot().coverage().covers("Space")).isFalse();
        assertThat(script.client.snapshot().knownIds("Space")).containsExactly(1L, 2L);
    }

    @Test
    void goesOnFromTheVersionOfEachSpace() {
        List<Effect.OpenStream> streams = list(1);
        event(streams.getFirst(), 100, Script.row(1, 1, "one", 90));
        script.tell(new Event.StreamFailed(streams.getFirst().stream(), 0, "cut"));
        assertThat(script.status()).isEqualTo(Status.CONNECTION_ERROR);
        script.fire(Timer.RETRY);
        assertThat(listed(1).getFirst().path())
                .isEqualTo("/api/stream?spaceId=1&since=" + Version.text(100) + "&record=Post");
        assertThat(script.texts("Post")).containsExactly("one");
    }

    @Test
    void aSpaceThatIsNoLongerItsOwnTakesItsRowsAlong() {
        List<Effect.OpenStream> streams = list(1, 2);
        event(streams.get(0), 100, Script.row(1, 1, "one", 90));
        event(streams.get(1), 110, Script.row(2, 2, "two", 95));
        script.message(streams.get(1).stream(), "error", "{'status':'forbidden'}");
        assertThat(script.texts("Post")).containsExactly("one");
        assertThat(script.client.snapshot().knownIds("Space")).containsExactly(1L);
        assertThat(script.all(Effect.Request.class))
                .extracting(Effect.Request::path)
                .containsExactly("/db/listSpaces");
    }

    @Test
    void findsNewSpacesByAskingAgain() {
        List<Effect.OpenStream> streams = list(1);
        event(streams.getFirst(), 100);
        script.fire(Timer.POLL);
        assertThat(listed(1, 3))
                .extracting(Effect.OpenStream::path)
                .containsExactly("/api/stream?spaceId=3&record=Post");
        assertThat(script.status()).isEqualTo(Status.SYNCING);
    }

    @Test
    void loadsASpaceAnewAndAppliesOnlyWhatIsNewerThanThat() {
        Effect.OpenStream stream = list(1).getFirst();
        event(stream, 100, Script.row(1, 1, "gone meanwhile", 90));
        script.message(
                stream.stream(),
                "message",
                "{'type':'space-delta','created':[],'updated':[],'deleted':[],'timestamp':'" + Version.text(200)
                        + "','refetch':true}");
        Effect.Read read = script.all(Effect.Read.class).getFirst();
        assertThat(read.path()).isEqualTo("/api/spaces/1?record=Post");
        assertThat(script.status()).isEqualTo(Status.SYNCING);
        event(stream, 210, Script.row(2, 1, "older than the answer", 205));
        event(stream, 230, Script.row(3, 1, "newer", 225));
        script.answer(
                read.number(),
                "{'rows':[" + Script.row(2, 1, "whole", 215) + "],'timestamp':'" + Version.text(220) + "'}");
        assertThat(script.texts("Post")).containsExactly("whole", "newer");
        assertThat(script.status()).isEqualTo(Status.LIVE);
        assertThat(script.client.snapshot().version()).isEqualTo(230);
    }

    @Test
    void aRowThatMovesBetweenSpacesIsNeverThereTwice() {
        List<Effect.OpenStream> streams = list(1, 2);
        event(streams.get(0), 100, Script.row(1, 1, "here", 90));
        event(streams.get(1), 100);
        event(streams.get(1), 150, Script.row(1, 2, "there", 140));
        assertThat(script.texts("Post")).containsExactly("there");
        script.message(
                streams.get(0).stream(),
                "message",
                "{'type':'space-delta','created':[],'updated':[],'deleted':['1'],'timestamp':'" + Version.text(150)
                        + "'}");
        assertThat(script.texts("Post")).containsExactly("there");
    }

    @Test
    void peopleArePlainReads() {
        list(1);
        Effect.Read read = script.all(Effect.Read.class).getFirst();
        assertThat(read.path()).isEqualTo("/api/spaces/1/beings");
        script.answer(read.number(), "{'rows':[{'id':7,'text':'Amara','updatedAt':1}]}");
        assertThat(script.texts("User")).containsExactly("Amara");
        assertThat(script.client.snapshot().coverage().covers("User")).isFalse();
    }

    private List<Effect.OpenStream> list(long... spaces) {
        script.signIn();
        return listed(spaces);
    }

    private List<Effect.OpenStream> listed(long... spaces) {
        Effect.Request request = script.all(Effect.Request.class).getFirst();
        StringBuilder rows = new StringBuilder();
        for (long space : spaces) {
            rows.append(rows.isEmpty() ? "" : ",")
                    .append("{'id':")
                    .append(space)
                    .append('}');
        }
        script.answer(request.number(), "{'version':50,'rows':[" + rows + "],'hasMore':false}");
        List<Effect.OpenStream> opened = script.opened();
        List<Effect> effects = script.effects;
        opened.forEach(stream -> script.tell(new Event.StreamOpened(stream.stream())));
        script.effects = effects;
        return opened;
    }

    private void event(Effect.OpenStream stream, long version, String... created) {
        script.message(
                stream.stream(),
                "message",
                "{'type':'space-delta','created':[" + String.join(",", created)
                        + "],'updated':[],'deleted':[],'timestamp':'" + Version.text(version) + "'}");
    }
}

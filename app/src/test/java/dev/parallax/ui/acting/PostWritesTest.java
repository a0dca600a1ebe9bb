package dev.parallax.ui.acting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.client.WriteKind;
import dev.parallax.fleet.FleetClient;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.acting.PostWrites.Ended;
import dev.parallax.ui.acting.PostWrites.Item;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import dev.parallax.ui.world.WorldPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is undone and done again, as a real client of a real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostWritesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RowIds ids = new RowIds();
    private LiveWorld world;
    private FleetClient client;

    @BeforeAll
    void open() {
        world = LiveWorld.start(
                new WorldPlan(ServerConfig.defaults().withPort(0), 7, List.of(Dialect.CURSOR), 1, 20, false));
        world.add(1);
        await().atMost(PATIENCE)
                .until(() -> world.clients().size() == 1
                        && world.clients().getFirst().snapshot().status() == Status.LIVE);
        client = world.clients().getFirst();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void anEditOfWhatWasCreatedIsDoneAgainToTheNewRow() {
        PostWrites create = writes(new Item(new Write(WriteKind.CREATE, World.POST, 0, fields("Begun")), null));
        long id = done(perform(create)).getFirst().result().id();
        Row row = shown(id);
        PostWrites edit = writes(new Item(new Write(WriteKind.UPDATE, World.POST, id, Map.of("title", "Ended")), row));
        done(perform(edit));

        for (int round = 0; round < 2; round++) {
            assertThat(done(FxThread.call(edit::undo))).isEmpty();
            assertThat(done(FxThread.call(create::undo))).isEmpty();
            assertThat(done(FxThread.call(create::redo))).isEmpty();
            assertThat(done(FxThread.call(edit::redo))).isEmpty();
            assertThat(ids.now(id)).isNotEqualTo(id);
            assertThat(shown(ids.now(id)).get("title")).isEqualTo("Ended");
        }
    }

    @Test
    void whatWasTakenBackIsNotTakenBackTwice() {
        PostWrites both = writes(
                new Item(new Write(WriteKind.CREATE, World.POST, 0, fields("One")), null),
                new Item(new Write(WriteKind.CREATE, World.POST, 0, fields("Two")), null));
        List<Ended> ended = done(perform(both));
        long one = ended.getFirst().result().id();
        shown(one);
        done(client.delete(World.POST, one));

        Optional<String> first = done(FxThread.call(both::undo));
        assertThat(first).hasValueSatisfying(why -> assertThat(why).contains("" + one));
        assertThat(done(FxThread.call(both::undo))).isEqualTo(first);
    }

    @Test
    void whatWasCreatedOfflineIsUndoneOnceItIsThere() {
        client.goOffline();
        await().atMost(PATIENCE).until(() -> client.snapshot().status() == Status.OFFLINE);
        PostWrites create = writes(new Item(new Write(WriteKind.CREATE, World.POST, 0, fields("Waits")), null));
        CompletableFuture<List<Ended>> answer = perform(create);
        assertThat(done(FxThread.call(create::undo))).isPresent();
        client.goOnline();
        long id = done(answer).getFirst().result().id();
        shown(id);
        assertThat(done(FxThread.call(create::undo))).isEmpty();
        await().atMost(PATIENCE)
                .until(() -> client.snapshot().table(World.POST).findShown(id).isEmpty());
    }

    private Map<String, Object> fields(String title) {
        return Map.of(
                "workspaceId",
                client.snapshot().knownIds("Workspace").getFirst(),
                "authorUserId",
                client.userId(),
                "title",
                title,
                "content",
                "",
                "published",
                true);
    }

    private PostWrites writes(Item... items) {
        return new PostWrites("write", new Hand.OfClient(client), ids, List.of(items), PostWritesTest::onScreen);
    }

    private static CompletableFuture<List<Ended>> perform(PostWrites writes) {
        return FxThread.call(writes::perform);
    }

    private Row shown(long id) {
        return await().atMost(PATIENCE)
                .until(() -> client.snapshot().table(World.POST).findShown(id), Optional::isPresent)
                .orElseThrow();
    }

    private static <T> T done(CompletableFuture<T> answer) {
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static <T> CompletableFuture<T> onScreen(CompletableFuture<T> answer) {
        CompletableFuture<T> here = new CompletableFuture<>();
        var ignored = answer.whenComplete((value, failure) -> Platform.runLater(() -> {
            if (failure == null) {
                here.complete(value);
            } else {
                here.completeExceptionally(failure);
            }
        }));
        return here;
    }
}

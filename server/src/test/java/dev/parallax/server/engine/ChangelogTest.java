package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.wire.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangelogTest {
    @TempDir
    private Path directory;

    @Test
    void startsWithTheVisibleRowsFoldedFromTheGenesis() {
        try (World world = World.inMemory().peopled()) {
            long mine = world.post(1, false);
            world.post(2, false);
            PullingClient client = client(world, 1, "a");

            Pulled pulled = client.pull(1_000);

            assertThat(pulled.reset()).isFalse();
            assertThat(pulled.hasMore()).isFalse();
            assertThat(texts(pulled))
                    .containsExactly("insert User 1", "insert User 2", "insert User 3", "insert Post " + mine);

            assertThat(client.view()).isEqualTo(client.truth());
            assertThat(client.pull(1_000).isNothing()).isTrue();
        }
    }

    @Test
    void changesComeScopedAndInOrder() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            long post = world.post(2, true);
            world.update("Post", post, "'title':'x'");
            world.update("Post", post, "'published':false");
            world.update("Post", post, "'title':'secret'");
            world.update("Post", post, "'published':true");

            assertThat(texts(client.pull(1_000)))
                    .containsExactly(
                            "insert Post " + post, "update Post " + post, "delete Post " + post, "insert Post " + post);
            assertThat(client.view()).isEqualTo(client.truth());
        }
    }

    @Test
    void whatIsHiddenMovesNeitherCursorNorHash() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            world.post(1, true);
            client.pullAll(1_000);
            long cursor = client.cursor();
            String hash = client.hash();
            world.millis.addAndGet(5_000);
            long hidden = world.post(2, false);
            world.update("Post", hidden, "'title':'still hidden'");

            assertThat(client.pull(1_000).isNothing()).isTrue();
            assertThat(client.cursor()).isEqualTo(cursor);
            assertThat(client.hash()).isEqualTo(hash);
        }
    }

    @Test
    void hiddenChangesBehindAFullPageDoNotAnnounceThemselves() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            world.post(1, true);
            world.post(1, true);
            world.post(2, false);

            assertThat(client.pull(2).hasMore()).isFalse();
        }
    }

    @Test
    void aTransactionIsNeverCut() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            world.post(1, true);
            CreatedSession author = created(world, 1, "user");
            String create =
                    "{'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'t','content':''}}";
            world.batch(author.session(), "{'operations':[" + create + "," + create + "," + create + "]}");
            world.post(1, true);

            assertThat(client.pull(2).changes()).hasSize(1);
            assertThat(client.pull(2).changes()).hasSize(3);
            assertThat(client.pull(2).changes()).hasSize(1);
            assertThat(client.pull(2).isNothing()).isTrue();
        }
    }

    @Test
    void rowsThatChangeBetweenThePagesOfAStartComeAsTheyWereAndThenChange() {
        try (World world = World.inMemory().peopled()) {
            long edited = world.post(1, true);
            long deleted = world.post(1, true);
            long hidden = world.post(2, true);
            long shown = world.post(2, false);
            PullingClient client = client(world, 1, "a");

            assertThat(client.pull(3).hasMore()).isTrue();
            world.update("Post", edited, "'title':'new'");
            world.operate("deletePost", "{'id':" + deleted + "}");
            world.update("Post", hidden, "'published':false");
            world.update("Post", shown, "'published':true");
            world.update("User", 1, "'name':'Adele'");
            client.pullAll(2);

            assertThat(client.view()).isEqualTo(client.truth());
            assertThat(client.resets).isZero();
        }
    }

    @Test
    void anEmptyViewHasACursorToo() {
        try (World world = World.inMemory()) {
            PullingClient client = client(world, 1, "a");
            client.pull(10);
            assertThat(client.cursor()).isPositive();
            assertThat(client.hash()).isEqualTo(StateHash.GENESIS.hex());
            assertThat(client.pull(10).isNothing()).isTrue();

            world.operate("createUser", "{'name':'Ada'}");
            assertThat(texts(client.pull(10))).containsExactly("insert User 1");
        }
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            for (int count = 0; count < 20; count++) {
                world.post(1, true);
                client.ask(1);
            }
            client.pullAll(3);

            assertThat(client.resets).isZero();
            assertThat(client.view()).isEqualTo(client.truth());
        }
    }

    @Test
    void anotherHashOrCursorStartsAnew() {
        try (World world = World.inMemory().peopled()) {
            PullingClient client = client(world, 1, "a");
            client.pullAll(1_000);
            client.tamper();
            assertThat(client.ask(1_000).reset()).isTrue();
            client.pullAll(1_000);
            assertThat(client.view()).isEqualTo(client.truth());
            String hash = client.hash();
            long cursor = client.cursor();
            for (long wrong : List.of(-1L, 0L, 5L, cursor - 1, Long.MAX_VALUE)) {
                assertThat(world.engine
                                .pull(created(world, 1, "user").session(), "a", wrong, hash, 10)
                                .reset())
                        .as("cursor %d", wrong)
                        .isTrue();
            }
            assertThat(client.pull(10).isNothing()).isTrue();
            assertThat(world.engine
                            .pull(created(world, 1, "user").session(), "b", cursor, "no hash", 10)
                            .reset())
                    .isTrue();
        }
    }

    @Test
    void otherSessionValuesStartAnew() {
        try (World world = World.inMemory().peopled()) {
            world.post(2, false);
            CreatedSession session = created(world, 1, "user");
            PullingClient client = new PullingClient(world, session, "a");
            client.pullAll(1_000);
            world.engine
                    .changeSession(session.secret(), Map.of("role", "admin"))
                    .join();

            client.pullAll(1_000);
            assertThat(client.resets).isEqualTo(1);
            assertThat(client.view()).isEqualTo(client.truth());

            world.engine.endSession(session.secret()).join();
            assertThatThrownBy(() -> client.pull(10)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void aRestartIsNotNoticed() {
        CreatedSession session;
        PullingClient early;
        PullingClient inRows;
        PullingClient idle;
        try (World world = World.inFile(file(), World.START)) {
            world.peopled();
            session = created(world, 1, "user");
            early = new PullingClient(world, session, "early");
            early.pullAll(1_000);
            early.pull(1_000);
            idle = new PullingClient(world, session, "idle");
            idle.pull(1_000);
            inRows = new PullingClient(world, session, "rows");
            inRows.pull(2);
            world.post(1, false);
            world.post(2, false);
            early.pullAll(1_000);
            world.post(1, false);
        }
        try (World world = World.inFile(file(), World.START + 1_000)) {
            for (PullingClient client : List.of(early, inRows, idle)) {
                client.goOnWith(world);
                client.pullAll(1_000);
                assertThat(client.resets).as(client.clientId).isZero();
                assertThat(client.view()).isEqualTo(client.truth());
                world.post(1, true);
                client.pullAll(1_000);
                assertThat(client.view()).isEqualTo(client.truth());
            }
        }
    }

    private Path file() {
        return directory.resolve("world");
    }

    private static PullingClient client(World world, long user, String clientId) {
        return new PullingClient(world, created(world, user, "user"), clientId);
    }

    private static CreatedSession created(World world, long user, String role) {
        return world.engine.createSession(Map.of("userId", user, "role", role)).join();
    }

    private static List<String> texts(Pulled pulled) {
        return pulled.changes().stream().map(ChangelogTest::text).toList();
    }

    private static String text(ScopedChange change) {
        ChangeKind kind = change.kind();
        return kind.keyword() + " " + change.record() + " " + change.id();
    }
}

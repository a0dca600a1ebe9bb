package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class WriterTest {
    @TempDir
    private Path directory;

    @Test
    void groupThatCannotBeCommittedFailsWholeAndTheNextGoesOn() throws SQLException {
        Path file = directory.resolve("parallax");
        try (World world = World.inFile(file, World.START).peopled()) {
            Session ada = world.session(1);
            Listener listener = new Listener();
            world.engine.subscribe(ada, listener);
            try (Connection other = DriverManager.getConnection("jdbc:h2:async:" + file, "parallax", "");
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement
                        .executeQuery("SELECT * FROM \"parallax_head\" FOR UPDATE")
                        .close();
                assertThat(World.problem(() -> world.post(1, true)).code()).isEqualTo(Code.SYNC_ERROR);
                other.rollback();
            }
            assertThat(listener.drain()).isEmpty();
            assertThat(world.post(1, true)).isEqualTo(1);
            assertThat(listener.drain()).containsExactly("[insert Post 1 t]");
            assertThat(world.engine.log(0, 100)).hasSize(5);
        }
    }

    @Test
    void fullQueueRefusesAtOnceAndLosesNothingAccepted() {
        World world = World.inMemory().peopled();
        try (world) {
            CountDownLatch release = new CountDownLatch(1);
            world.engine.subscribe(world.session(1), blocking(release));
            DbCall call = DbCall.parse(world.engine.schema(), "createUser", World.json("{'name':'x'}"));
            Session ada = world.session(1, "admin");
            List<CompletableFuture<ObjectNode>> calls = IntStream.range(0, 2 * Writer.QUEUE_LIMIT)
                    .mapToObj(index -> world.engine.call(ada, call))
                    .toList();
            assertThatThrownBy(calls.getLast()::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo(Code.UNAVAILABLE));
            release.countDown();
            long done = calls.stream()
                    .map(future -> future.handle((answer, e) -> e == null).join())
                    .filter(accepted -> accepted)
                    .count();
            assertThat(done).isGreaterThanOrEqualTo(Writer.QUEUE_LIMIT);
            assertThat(world.engine.truth(World.values(1, "user")).tables().getOrDefault("User", List.of()))
                    .hasSize((int) done + 3);
        }
    }

    @Test
    void closingFinishesWhatWasAcceptedAndRefusesTheRest() {
        World world = World.inMemory().peopled();
        Session ada = world.session(1, "admin");
        DbCall call = DbCall.parse(world.engine.schema(), "createWorkspace", World.json("{'name':'x'}"));
        List<CompletableFuture<ObjectNode>> calls = IntStream.range(0, 500)
                .mapToObj(index -> world.engine.call(ada, call))
                .toList();
        world.close();
        assertThat(calls).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(World.problem(() -> world.call(ada, "createWorkspace", "{'name':'late'}"))
                        .code())
                .isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void requestsOfOneGroupSeeWhatTheOnesBeforeThemDid() {
        Opened opened = Opened.open(new EngineSettings(
                World.defaultSchema(), null, () -> java.time.Instant.EPOCH, new java.util.Random(1)));
        try (var store = opened.store()) {
            var created = new CompletableFuture<dev.parallax.server.session.CreatedSession>();
            opened.core().apply(List.of(new PendingWrite.CreateSession("s", Map.of("userId", 1L), created)));
            Session session = created.join().session();
            String hash = dev.parallax.server.session.Sessions.hash("s");
            CompletableFuture<ObjectNode> before = new CompletableFuture<>();
            CompletableFuture<ObjectNode> after = new CompletableFuture<>();
            CompletableFuture<ObjectNode> signedOut = new CompletableFuture<>();
            opened.core()
                    .apply(List.of(
                            workspace(session, before),
                            new PendingWrite.ChangeSession(hash, Map.of("role", "admin"), new CompletableFuture<>()),
                            workspace(session, after),
                            new PendingWrite.EndSession(hash, new CompletableFuture<>()),
                            workspace(session, signedOut)));
            assertThat(World.problem(() -> rethrow(before)).code()).isEqualTo(Code.FORBIDDEN);
            assertThat(after.join().path("id").longValue()).isEqualTo(1);
            assertThat(World.problem(() -> rethrow(signedOut)).code()).isEqualTo(Code.AUTH_ERROR);
            assertThat(store.isDurable()).isFalse();
        }
    }

    private static PendingWrite workspace(Session session, CompletableFuture<ObjectNode> outcome) {
        DbCall call = DbCall.parse(World.defaultSchema(), "createWorkspace", World.json("{'name':'x'}"));
        return new PendingWrite.Mutate(session.key(), (Mutation) call, outcome);
    }

    private static void rethrow(CompletableFuture<ObjectNode> outcome) {
        try {
            outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private static Subscriber blocking(CountDownLatch release) {
        return new Subscriber() {
            @Override
            public void deliver(Delivery delivery) {
                boolean interrupted = false;
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void resync(List<String> tables, Reason reason) {}

            @Override
            public void ended() {}
        };
    }
}

package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.wire.ChangesAnswer;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ServeCommandTest {
    private static final int WRITERS = 4;
    /// At least one is then likely to read while a commit is on its way to the disk.
    private static final int READERS = 6;
    private static final int WRITES_BEFORE_THE_KILL = 200;

    @TempDir
    Path folder;

    @Test
    void printsOnlyTheAddressAndEndsWithZeroWhenTerminated() throws Exception {
        try (ServeProcess server = ServeProcess.start(errors(), "--empty")) {
            assertThat(server.isListening()).as(Files.readString(errors())).isTrue();
            assertThat(server.output()).hasSize(1);
            assertThat(server.get("/health").path("status").asString()).isEqualTo("up");
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void namesEveryErrorOfABrokenSchemaAndEndsWithTwo() throws Exception {
        Path schema = Files.writeString(folder.resolve("broken.parallax"), """
                session { userId Int }
                record Post {
                    @allow(*) { autor == Session.userId }
                    id     Int @id
                    author Int
                }
                """);
        try (ServeProcess server = ServeProcess.start(errors(), "--schema", schema.toString())) {
            assertThat(server.isListening()).isFalse();
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(Files.readString(errors()))
                    .contains("did you mean `author`")
                    .doesNotContain("\tat ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--heartbeat-ms", "--stream-heartbeat-ms", "--batch-window-ms", "--refetch-rows"})
    void saysWhatAnOptionMayBeAndEndsWithTwo(String option) throws Exception {
        try (ServeProcess server = ServeProcess.start(errors(), option, "70000")) {
            assertThat(server.isListening()).isFalse();
            assertThat(server.exitCode()).isEqualTo(2);
            assertThat(Files.readString(errors())).contains("but it is 70000").doesNotContain("\tat ");
        }
    }

    @Test
    void streamsFollowTheOptions() throws Exception {
        try (ServeProcess server = ServeProcess.start(
                errors(), "--stream-heartbeat-ms", "20", "--batch-window-ms", "0", "--refetch-rows", "1")) {
            String sessionId = server.post("/sessions", null, user(3), 201)
                    .path("sessionId")
                    .asString();
            long space = server.post("/db/listWorkspaces", sessionId, Json.object(), 200)
                    .path("rows")
                    .path(0)
                    .path("id")
                    .asLong();
            assertThat(server.firstLine("/heartbeatSync", sessionId, "event: heartbeat"))
                    .isEqualTo("event: heartbeat");
            String missed = "/api/stream?spaceId=" + space + "&since=2020-01-01T00:00:00.000000Z";
            assertThat(server.firstLine(missed, sessionId, "data: ")).contains("\"refetch\":true");
        }
    }

    @Test
    void losesNothingThatItAcknowledgedWhenKilled() throws Exception {
        String database = folder.resolve("world").toString();
        List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
        String sessionId;
        ChangesAnswer known;
        long versionBefore;
        try (ServeProcess server = ServeProcess.start(errors(), "--db", database, "--posts", "5")) {
            sessionId = server.post("/sessions", null, user(3), 201)
                    .path("sessionId")
                    .asString();
            known = pull(server, sessionId, null);
            writeUntilKilled(server, sessionId, acknowledged);
            versionBefore =
                    acknowledged.stream().mapToLong(Acknowledged::version).max().orElseThrow();
        }
        try (ServeProcess server = ServeProcess.start(errors(), "--db", database)) {
            assertThat(server.get("/health").path("version").asLong()).isGreaterThan(versionBefore);
            for (Acknowledged write : acknowledged) {
                JsonNode row = server.post(
                                "/db/getPost", sessionId, Json.object().put("id", write.id()), 200)
                        .path("row");
                assertThat(row.path("title").asString()).isEqualTo(write.title());
                assertThat(row.path("updatedAt").asLong()).isEqualTo(write.version());
            }
            Acknowledged first = acknowledged.getFirst();
            ObjectNode retried = server.post("/db/createPost", sessionId, post(first.title(), first.requestId()), 200);
            assertThat(retried.path("version").asLong()).isEqualTo(first.version());
            assertThat(pull(server, sessionId, known).changes().stream().map(ScopedChange::id))
                    .containsAll(acknowledged.stream().map(Acknowledged::id).toList());
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void showsNobodyWhatAKillUndoes() throws Exception {
        String database = folder.resolve("world").toString();
        String sessionId;
        List<FutureTask<ChangesAnswer>> readers = new ArrayList<>();
        try (ServeProcess server = ServeProcess.start(errors(), "--db", database, "--posts", "5")) {
            sessionId = server.post("/sessions", null, user(3), 201)
                    .path("sessionId")
                    .asString();
            for (int reader = 0; reader < READERS; reader++) {
                String client = "reader " + reader;
                FutureTask<ChangesAnswer> reading = new FutureTask<>(() -> pullUntilKilled(server, sessionId, client));
                readers.add(reading);
                Thread.ofVirtual().start(reading);
            }
            writeUntilKilled(server, sessionId, Collections.synchronizedList(new ArrayList<>()));
        }
        try (ServeProcess server = ServeProcess.start(errors(), "--db", database)) {
            for (int reader = 0; reader < READERS; reader++) {
                // Fails if the client has to start anew, because it was given what is no longer there.
                assertThat(pull(
                                        server,
                                        sessionId,
                                        "reader " + reader,
                                        readers.get(reader).get())
                                .reset())
                        .isFalse();
            }
        }
    }

    /// What a client was given last.
    private static ChangesAnswer pullUntilKilled(ServeProcess server, String sessionId, String client)
            throws InterruptedException {
        ChangesAnswer known = null;
        try {
            while (true) {
                known = pull(server, sessionId, client, known);
            }
        } catch (IOException e) {
            return Objects.requireNonNull(known, "it was killed before anything was read");
        }
    }

    private static ChangesAnswer pull(ServeProcess server, String sessionId, @Nullable ChangesAnswer known)
            throws IOException, InterruptedException {
        return pull(server, sessionId, "phone", known);
    }

    /// What a changelog client that stands at `known` is given, all pages together; its own hash must be the
    /// server's.
    private static ChangesAnswer pull(
            ServeProcess server, String sessionId, String client, @Nullable ChangesAnswer known)
            throws IOException, InterruptedException {
        List<ScopedChange> changes = new ArrayList<>();
        ChangesAnswer page = known;
        do {
            ChangesRequest request = new ChangesRequest(
                    client,
                    page == null ? null : (Long) page.cursor(),
                    page == null ? null : page.stateHash(),
                    0,
                    List.of(),
                    null);
            StateHash hash = page == null ? StateHash.GENESIS : StateHash.parse(page.stateHash());
            page = ChangesAnswer.fromJson(server.post("/changes", sessionId, request.toJson(), 200));
            assertThat(page.reset()).isFalse();
            for (ScopedChange change : page.changes()) {
                hash = hash.then(change);
            }
            assertThat(page.stateHash()).isEqualTo(hash.hex());
            changes.addAll(page.changes());
        } while (page.hasMore());
        return new ChangesAnswer(List.of(), false, changes, page.cursor(), page.stateHash(), false);
    }

    /// Several writers; the server is killed while they are at it.
    private static void writeUntilKilled(ServeProcess server, String sessionId, List<Acknowledged> acknowledged)
            throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(WRITES_BEFORE_THE_KILL);
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.add(Thread.ofVirtual().start(() -> write(server, sessionId, acknowledged, enough)));
        }
        enough.await();
        server.kill();
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void write(
            ServeProcess server, String sessionId, List<Acknowledged> acknowledged, CountDownLatch enough) {
        try {
            while (true) {
                UUID requestId = UUID.randomUUID();
                String title = "Written as " + requestId;
                ObjectNode answer = server.post("/db/createPost", sessionId, post(title, requestId), 200);
                acknowledged.add(new Acknowledged(
                        requestId,
                        answer.path("row").path("id").asLong(),
                        title,
                        answer.path("version").asLong()));
                enough.countDown();
            }
        } catch (IOException | InterruptedException e) {
            // The server is gone: that is the point. What it did not acknowledge is not counted.
        }
    }

    private static ObjectNode user(long id) {
        return Json.object().put("userId", id).put("role", "user");
    }

    private static ObjectNode post(String title, UUID requestId) {
        return Json.object()
                .put("workspaceId", 1)
                .put("authorUserId", 3)
                .put("title", title)
                .put("content", "Kept.")
                .put("requestId", requestId.toString());
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    private record Acknowledged(UUID requestId, long id, String title, long version) {}
}

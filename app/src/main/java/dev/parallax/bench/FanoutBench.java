package dev.parallax.bench;

import dev.parallax.server.Inspection;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/// Deliveries per second of one published post's updates to many connected clients, each its own user, against
/// a bare Jetty broadcast of messages of the same size to as many connections, in turn, in one run.
public final class FanoutBench {
    private static final int SECONDS_MAX = 120;
    /// Writes under way at once: enough to keep the writer busy, few enough to be a believable load.
    private static final int WRITES_IN_FLIGHT = 16;

    private final int clients;
    private final int messages;
    private final int rounds;
    private final PrintWriter out;

    /// @param clients connections to each server
    /// @param messages sent to every connection in a round; below the outbound queue's limit
    /// @param rounds pairs that count, after one that does not
    public FanoutBench(int clients, int messages, int rounds, PrintWriter out) {
        this.clients = clients;
        this.messages = messages;
        this.rounds = rounds;
        this.out = out;
    }

    /// Runs and prints.
    ///
    /// @throws Exception if a server does not start or messages go missing
    public void run() throws Exception {
        ServerConfig config = ServerConfig.defaults().withPort(0).withHeartbeatMillis(60_000);
        try (SyncServer server = SyncServer.start(config);
                Receivers parallax = Receivers.connect(sessions(server.uri()));
                BareBroadcast bare = BareBroadcast.start();
                Receivers baseline = Receivers.connect(Collections.nCopies(clients, bare.uri()))) {
            parallax.await(clients, SECONDS_MAX);
            long post = publishedPost(server.inspection());
            int size = Math.toIntExact(sizeOfDelta(server.inspection(), post, parallax));
            out.printf("%,d clients, %,d messages of %,d bytes to each, %d rounds%n", clients, messages, size, rounds);
            out.printf("%8s %22s %22s %8s%n", "round", "parallax deliveries/s", "bare Jetty messages/s", "ratio");
            List<String> texts = Collections.nCopies(messages, "x".repeat(size));
            double[] ratios = new double[rounds];
            for (int round = 0; round <= rounds; round++) {
                double ours = rate(parallax, () -> update(server.inspection(), post, messages));
                double theirs = rate(baseline, () -> bare.send(texts));
                if (round == 0) {
                    out.printf("%8s %,22.0f %,22.0f %8.2f%n", "warm-up", ours, theirs, ours / theirs);
                } else {
                    ratios[round - 1] = ours / theirs;
                    out.printf("%8d %,22.0f %,22.0f %8.2f%n", round, ours, theirs, ours / theirs);
                }
                out.flush();
            }
            Arrays.sort(ratios);
            out.printf(
                    "deliveries/s against bare Jetty: median %.2f (from %.2f to %.2f)%n",
                    ratios[rounds / 2], ratios[0], ratios[rounds - 1]);
            out.flush();
        }
    }

    private double rate(Receivers receivers, Sender sender) throws Exception {
        long before = receivers.messages();
        long started = System.nanoTime();
        sender.send();
        receivers.await(before + (long) messages * clients, SECONDS_MAX);
        return (double) messages * clients / ((System.nanoTime() - started) / 1e9);
    }

    private List<URI> sessions(URI server) throws IOException, InterruptedException {
        List<URI> targets = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int user = 1; user <= clients; user++) {
                HttpRequest request = HttpRequest.newBuilder(server.resolve("/sessions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"userId\":" + user + ",\"role\":\"user\"}"))
                        .build();
                String body =
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body();
                String sessionId = Json.parseObject(body).path("sessionId").asString();
                targets.add(URI.create("ws://" + server.getAuthority() + "/sync?sessionId=" + sessionId));
            }
        }
        return targets;
    }

    private static long publishedPost(Inspection inspection) {
        ObjectNode args = Json.object()
                .put("workspaceId", 1)
                .put("authorUserId", 1)
                .put("title", "The post that everyone sees")
                .put("content", "A paragraph of ordinary length, as somebody might write it in a hurry before lunch.")
                .put("published", true);
        return inspection
                .operate("createPost", args)
                .join()
                .path("row")
                .path("id")
                .asLong();
    }

    /// Sends one update to everyone and says how long each message was.
    private long sizeOfDelta(Inspection inspection, long post, Receivers receivers) throws Exception {
        receivers.await(2L * clients, SECONDS_MAX);
        long before = receivers.bytes();
        update(inspection, post, 1);
        receivers.await(3L * clients, SECONDS_MAX);
        return (receivers.bytes() - before) / clients;
    }

    private static void update(Inspection inspection, long post, int count) {
        Deque<CompletableFuture<ObjectNode>> underWay = new ArrayDeque<>();
        for (int number = 0; number < count; number++) {
            if (underWay.size() == WRITES_IN_FLIGHT) {
                underWay.remove().join();
            }
            ObjectNode args = Json.object().put("id", post).put("title", "Revision number " + (10_000 + number));
            underWay.add(inspection.operate("updatePost", args));
        }
        underWay.forEach(CompletableFuture::join);
    }

    /// Sends a round's messages.
    private interface Sender {
        void send() throws Exception;
    }
}

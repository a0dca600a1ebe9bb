package dev.parallax.ui;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A real Chromium without a window, with one page open, driven over its debugging protocol.
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private final String page;

    private Browser(Process process, URI debugging, String address) throws IOException {
        this.process = process;
        this.socket =
                http.newWebSocketBuilder().buildAsync(debugging, new Answers()).join();
        ObjectNode none = Json.object();
        JsonNode target = null;
        for (JsonNode each : call("Target.getTargets", none, "").path("targetInfos")) {
            target = each.path("url").asString("").startsWith(address) ? each : target;
        }
        if (target == null) {
            throw new IOException("the browser has no page");
        }
        ObjectNode attach = Json.object()
                .put("targetId", target.path("targetId").asString(""))
                .put("flatten", true);
        page = call("Target.attachToTarget", attach, "").path("sessionId").asString("");
    }

    static boolean isThere() {
        return path().isPresent();
    }

    /// Opens a page; `profile` is an empty folder.
    static Browser open(URI address, Path profile) throws IOException {
        Process process = new ProcessBuilder(
                        path().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        address.resolve("/").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread.startVirtualThread(() -> said.lines().forEach(more -> {}));
                return new Browser(process, URI.create(line.substring(LISTENING.length())), address.toString());
            }
        }
        throw new IOException("the browser did not start");
    }

    /// Whether the page, which may still be loading, has an element like this.
    boolean has(String selector) {
        ObjectNode asked = Json.object().put("expression", "document.querySelector('" + selector + "') !== null");
        return call("Runtime.evaluate", asked, page)
                .path("result")
                .path("value")
                .booleanValue(false);
    }

    /// Runs a script in the page.
    void run(String script) {
        JsonNode answer = call("Runtime.evaluate", Json.object().put("expression", script), page);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.get("exceptionDetails").toString());
        }
    }

    private JsonNode call(String method, ObjectNode parameters, String session) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = Json.object().put("id", id).put("method", method);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        message.set("params", parameters);
        socket.sendText(Json.text(message), true).join();
        return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private static Optional<Path> path() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    ObjectNode message = Json.parseObject(text.toString());
                    CompletableFuture<JsonNode> waiting =
                            answers.remove(message.path("id").intValue(0));
                    if (waiting != null) {
                        waiting.complete(message.path("result"));
                    }
                } catch (InvalidJsonException e) {
                    answers.values().forEach(each -> each.completeExceptionally(e));
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}

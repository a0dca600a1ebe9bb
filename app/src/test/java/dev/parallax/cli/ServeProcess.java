package dev.parallax.cli;

import dev.parallax.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// `serve` as a process of its own, as a person starts it.
final class ServeProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final int SECONDS_MAX = 60;

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final @Nullable URI uri;

    private ServeProcess(Process process) throws IOException {
        this.process = process;
        this.uri = readAddress(process.inputReader(StandardCharsets.UTF_8));
    }

    /// Starts it and waits until it listens or has ended.
    static ServeProcess start(Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.parallax.cli.Parallax",
                "serve",
                "--port",
                "0"));
        command.addAll(List.of(arguments));
        return new ServeProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start());
    }

    boolean isListening() {
        return uri != null;
    }

    /// The lines on standard output up to the one that says where it listens.
    List<String> output() {
        return output;
    }

    /// Ends it as SIGTERM or Ctrl+C does, and returns its exit code.
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /// Ends it as `kill -9` does.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new IllegalStateException("serve did not end within " + SECONDS_MAX + " seconds");
        }
        return process.exitValue();
    }

    ObjectNode get(String path) throws IOException, InterruptedException {
        return answer(request(path, null).GET().build(), 200);
    }

    ObjectNode post(String path, @Nullable String sessionId, ObjectNode body, int status)
            throws IOException, InterruptedException {
        return answer(
                request(path, sessionId)
                        .POST(HttpRequest.BodyPublishers.ofString(Json.text(body)))
                        .build(),
                status);
    }

    /// The first line of a stream that begins so; empty if it ends before.
    String firstLine(String path, String sessionId, String beginning) throws IOException, InterruptedException {
        HttpRequest request =
                request(path, sessionId).header("Accept", "text/event-stream").build();
        try (Stream<String> lines =
                http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith(beginning)).findFirst().orElse("");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        http.close();
    }

    private HttpRequest.Builder request(String path, @Nullable String sessionId) {
        if (uri == null) {
            throw new IllegalStateException("serve does not listen; it printed " + output);
        }
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(uri.resolve(path)).header("Content-Type", "application/json");
        return sessionId == null ? builder : builder.header("Authorization", "Bearer " + sessionId);
    }

    private ObjectNode answer(HttpRequest request, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IllegalStateException(request + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.parseObject(response.body());
    }

    private @Nullable URI readAddress(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (line != null) {
            output.add(line);
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()));
            }
            line = reader.readLine();
        }
        return null;
    }
}

package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Host, Origin and what stands before routes.
class GuardProtocolTest {
    private final World world = new World(config -> config.withAllowedOrigins(List.of("http://ok.example")));

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aForeignHostIsRefusedOnEveryRouteAndForSockets() {
        for (String path : List.of("/", "/health", "/nope", "/sync", "/admin/schema")) {
            assertThat(raw("GET " + path + " HTTP/1.1", "Host: evil.example:" + world.server.port()))
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json", "\"code\":\"forbidden\"");
        }
        try (RawSocket socket = new RawSocket(world.server.uri())) {
            socket.send("GET /sync HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
            assertThat(socket.upgrade("/sync")).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void loopbackNamesWithThePortAreTheServerItself() {
        for (String name : List.of("127.0.0.1", "localhost", "LOCALHOST", "[::1]")) {
            assertThat(raw("GET /health HTTP/1.1", "Host: " + name + ":" + world.server.port()))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(raw("GET /health HTTP/1.1", "Host: localhost")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /health HTTP/1.0", "X: y")).startsWith("HTTP/1.1 403");
    }

    @Test
    void aForeignOriginIsRefusedAndAnAllowedOneIsTold() {
        assertThat(raw("GET /health HTTP/1.1", host(), "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /health HTTP/1.1", host(), "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET /health HTTP/1.1", host(), "Origin: http://localhost:" + world.server.port()))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /health HTTP/1.1", host(), "Origin: http://ok.example"))
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: http://ok.example");
        assertThat(raw(
                        "OPTIONS /sync HTTP/1.1",
                        host(),
                        "Origin: http://ok.example",
                        "Access-Control-Request-Method: POST"))
                .startsWith("HTTP/1.1 204")
                .contains("Access-Control-Allow-Headers: Authorization");
        assertThat(raw(
                        "OPTIONS /sync HTTP/1.1",
                        host(),
                        "Origin: http://evil.example",
                        "Access-Control-Request-Method: POST"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aSocketOfAForeignOriginIsRefused() {
        for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1")) {
            try (RawSocket socket = new RawSocket(world.server.uri())) {
                assertThat(socket.upgrade("/sync", "Origin: " + origin)).startsWith("HTTP/1.1 403");
            }
        }
        try (RawSocket socket = new RawSocket(world.server.uri())) {
            assertThat(socket.upgrade("/sync", "Origin: " + world.server.uri())).startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void whatIsNoHttpAndWhatHasNoRouteGetsAProblem() {
        for (String request : List.of(
                "GET /nope HTTP/1.1",
                "PUT /health HTTP/1.1",
                "TRACE /sync HTTP/1.1",
                "FOO /sync HTTP/1.1",
                "GET /sync HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /../etc/passwd HTTP/1.1",
                "DELETE /sessions/a%2fb HTTP/1.1",
                "DELETE /sessions/a%00b HTTP/1.1",
                "GET //health HTTP/1.1",
                "GET /health/ HTTP/1.1",
                "GET http://evil.example/health HTTP/1.1",
                "GET /" + "a".repeat(20_000) + " HTTP/1.1",
                "nonsense")) {
            assertThat(raw(request, host()))
                    .as(request)
                    .matches("(?s)HTTP/1.1 (400|404|405|414) .*")
                    .contains("application/problem+json")
                    .doesNotContain("jetty", "Jetty", "javalin", "java.", "Exception", "\tat ");
        }
        assertThat(raw("PUT /health HTTP/1.1", host())).contains("Allow: GET");
        assertThat(raw("GET /health HTTP/1.1", host(), "X: " + "a".repeat(20_000)))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void noAnswerSetsACookieOrNamesTheServer() {
        String head;
        try (RawSocket socket = new RawSocket(world.server.uri())) {
            head = socket.upgrade("/sync");
        }
        assertThat((head + raw("GET /health HTTP/1.1", host())).toLowerCase(Locale.ROOT))
                .doesNotContain("set-cookie", "server:", "x-powered-by");
    }

    private String host() {
        return "Host: 127.0.0.1:" + world.server.port();
    }

    private String raw(String requestLine, String... headers) {
        try (RawSocket socket = new RawSocket(world.server.uri())) {
            return socket.send(requestLine + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n")
                    .readToEnd();
        }
    }
}

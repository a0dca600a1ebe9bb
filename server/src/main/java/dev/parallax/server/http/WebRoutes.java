package dev.parallax.server.http;

import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Call;
import dev.parallax.server.front.Route;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The web client: a page that becomes one of the clients. Plain modules and style sheets, as they are in the
/// resources;
/// the browser loads nothing from elsewhere and may run nothing else. Thread-safe.
final class WebRoutes {
    private static final String PAGE = "index.html";
    /// In the page, where the reader's own address is to stand.
    private static final String PAGE_HOST = "127.0.0.1:7070";

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> TYPES = Map.of(
            PAGE,
            "text/html; charset=utf-8",
            "style.css",
            "text/css; charset=utf-8",
            "icon.svg",
            "image/svg+xml",
            "main.js",
            SCRIPT,
            "client.js",
            SCRIPT,
            "replica.js",
            SCRIPT,
            "view.js",
            SCRIPT);

    private final Map<String, String> files = new HashMap<>();

    WebRoutes() {
        TYPES.keySet().forEach(name -> files.put(name, resource(name)));
    }

    List<Route> routes() {
        return List.of(Route.get("/", this::page), Route.get("/web/{file}", this::file));
    }

    /// The `Host` has passed the gate, so it holds nothing that a page could stumble over.
    private Answer page(Call call) {
        String host = Objects.requireNonNullElse(call.header("Host"), PAGE_HOST);
        String policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://"
                        + host + " wss://" + host + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        return new Answer(
                200,
                Objects.requireNonNull(TYPES.get(PAGE)),
                Objects.requireNonNull(files.get(PAGE)).replace(PAGE_HOST, host),
                Map.of("Content-Security-Policy", policy, "Referrer-Policy", "no-referrer"));
    }

    private Answer file(Call call) {
        String name = call.path("file");
        String text = files.get(name);
        String type = TYPES.get(name);
        if (text == null || type == null || name.equals(PAGE)) {
            throw new ProblemException(Code.NOT_FOUND, "there is no such file");
        }
        return Answer.text(type, text);
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(WebRoutes.class.getResourceAsStream("web/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

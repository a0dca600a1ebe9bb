package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineSettings;
import dev.parallax.server.front.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// `docs/openapi.yaml` and the routes say the same, in both directions.
class RouteDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "openapi.yaml");
    private static final String SCHEMA = "session { userId Int } record Doc { @public id Int @id }";
    /// The upgrade that stands before the routes.
    private static final String SOCKET = "GET " + UpgradeFilter.PATH;

    @Test
    void theDocumentHasEveryRouteAndNoOther() throws IOException {
        Set<String> expected = registered();
        expected.add(SOCKET);

        assertThat(documented()).isEqualTo(expected);
    }

    private static Set<String> registered() {
        Set<String> routes = new TreeSet<>();
        EngineSettings settings = new EngineSettings(
                SchemaLanguage.parseOrThrow("test", SCHEMA), null, InstantSource.system(), new Random(1));
        WebServer.Options options = new WebServer.Options(
                "127.0.0.1",
                0,
                null,
                List.of(),
                1_000,
                60_000,
                10,
                10_000,
                StreamSettings.DEFAULT,
                InstantSource.system());
        try (Engine engine = Engine.open(settings);
                WebServer server = WebServer.start(engine, options)) {
            server.routes().forEach(route -> routes.add(route.method() + " " + route.path()));
        }
        return routes;
    }

    private static Set<String> documented() throws IOException {
        Set<String> routes = new TreeSet<>();
        String path = "";
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.matches("  /.*:")) {
                path = line.strip().substring(0, line.strip().length() - 1);
            } else if (line.matches("    (get|post|put|patch|delete):")) {
                String method = line.strip().replace(":", "").toUpperCase(Locale.ROOT);
                routes.add(method + " " + path);
            }
        }
        return routes;
    }
}

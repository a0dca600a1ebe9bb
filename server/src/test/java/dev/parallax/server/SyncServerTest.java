package dev.parallax.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.language.SchemaException;
import dev.parallax.server.engine.LogVerdict;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.wire.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starting and stopping.
class SyncServerTest {
    private static final ServerConfig EMPTY =
            ServerConfig.defaults().withPort(0).withSeed(null);

    @Test
    void severalServersRunInOneProcess() throws Exception {
        try (SyncServer first = SyncServer.start(EMPTY);
                SyncServer second = SyncServer.start(EMPTY)) {
            assertThat(first.port()).isNotEqualTo(second.port());
            assertThat(health(first.uri())).contains("\"status\":\"up\"");
            first.close();
            assertThat(health(second.uri())).contains("\"status\":\"up\"");
        }
    }

    @Test
    void closingTwiceIsTheSameAsOnce() {
        SyncServer server = SyncServer.start(EMPTY);
        server.close();
        server.close();
    }

    @Test
    void aPortThatIsTakenIsSaidInASentence() {
        try (SyncServer first = SyncServer.start(EMPTY)) {
            assertThatThrownBy(() -> SyncServer.start(EMPTY.withPort(first.port())))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage(
                            "cannot listen on 127.0.0.1:" + first.port() + ": another program may be using that port");
        }
    }

    @Test
    void aSchemaWithErrorsIsRefusedWithThemAll() {
        assertThatThrownBy(() -> SyncServer.start(EMPTY.withSchema("mine.parallax", "record post { }")))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("mine.parallax:1:");
    }

    @Test
    void aFreshDatabaseIsSeededOnceAndKept(@TempDir Path folder) throws Exception {
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withDatabase(folder.resolve("world"))
                .withSeed(new SeedPlan(7, 5, 2, 9));
        long version;
        String truth;
        try (SyncServer server = SyncServer.start(config)) {
            version = server.inspection().version();
            truth = log(server.uri());
            assertThat(truth).contains("\"record\":\"Post\"");
        }
        try (SyncServer server = SyncServer.start(config)) {
            assertThat(server.inspection().version()).isGreaterThan(version);
            assertThat(entries(log(server.uri()))).isEqualTo(entries(truth));
        }
    }

    @Test
    void theFirstPageSaysWhatThisIs() throws Exception {
        try (SyncServer server = SyncServer.start(EMPTY)) {
            assertThat(get(server.uri(), "/")).contains("<title>Parallax", "/sync", server.uri() + "/db/createPost");
        }
    }

    @Test
    void theFiguresArePrometheusText() throws Exception {
        try (SyncServer server = SyncServer.start(EMPTY)) {
            health(server.uri());
            assertThat(get(server.uri(), "/metrics"))
                    .contains("# TYPE parallax_deliveries_total counter")
                    .contains("parallax_connections 0.0")
                    .contains("parallax_writer_waiting 0.0", "parallax_writer_groups_total 0.0")
                    .contains("parallax_commits_total 0.0", "parallax_changes_delivered_total 0.0")
                    .contains("parallax_scoping_seconds_count 0")
                    .contains("parallax_requests_seconds_count{method=\"GET\",route=\"/health\",status=\"200\"} 1");
        }
    }

    private static String entries(String log) {
        return log.substring(0, log.lastIndexOf("\"version\""));
    }

    private static String health(URI base) throws Exception {
        return get(base, "/health");
    }

    private static String log(URI base) throws Exception {
        return get(base, "/admin/log?limit=1000");
    }

    private static String get(URI base, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void alteredLogOfAFileIsNoticedAtStart(@TempDir Path folder) throws Exception {
        ServerConfig config = EMPTY.withDatabase(folder.resolve("parallax"));
        try (SyncServer server = SyncServer.start(config)) {
            server.inspection()
                    .operate("createWorkspace", Json.object().put("name", "Here"))
                    .join();
        }
        try (SyncServer server = SyncServer.start(config)) {
            assertThat(server.logAtStart()).extracting(LogVerdict::valid).isEqualTo(true);
        }
        try (Connection connection =
                        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("parallax"), "parallax", "");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE \"parallax_log\" SET \"after\" = REPLACE(\"after\", 'Here', 'There')");
        }
        assertThatThrownBy(() -> SyncServer.start(config))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("the first change that does not fit is that of `Workspace` 1");
        try (SyncServer server = SyncServer.start(config.withAcceptBrokenLog(true))) {
            LogVerdict verdict = server.logAtStart();
            assertThat(verdict == null ? null : verdict.first())
                    .extracting(LogVerdict.Place::record)
                    .isEqualTo("Workspace");
        }
    }
}

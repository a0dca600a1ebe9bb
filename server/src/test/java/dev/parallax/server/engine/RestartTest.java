package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.change.StateHash;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.server.store.DatabaseException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class RestartTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("parallax");
    }

    @Test
    void fileKeepsRowsSessionsRequestsAndIds() {
        CreatedSession session;
        ObjectNode answer;
        String args = "{'workspaceId':1,'authorUserId':1,'title':'a','content':'',"
                + "'requestId':'11111111-2222-3333-4444-555555555555'}";
        String databaseId;
        try (World world = World.inFile(file(), World.START).peopled()) {
            session = world.engine
                    .createSession(Map.of("userId", 1L, "role", "user"))
                    .join();
            answer = world.call(session.session(), "createPost", args);
            world.post(1, true);
            world.operate("deletePost", "{'id':2}");
            databaseId = world.engine.databaseId();
        }
        try (World world = World.inFile(file(), World.START + 1)) {
            Session restored = world.engine.session(session.secret()).orElseThrow();
            assertThat(restored).isEqualTo(session.session());
            assertThat(world.call(restored, "createPost", args)).hasToString(answer.toString());
            assertThat(world.call(restored, "listPosts", "{}").get("rows")).hasSize(1);
            assertThat(world.post(1, true)).isEqualTo(3);
            assertThat(world.engine.databaseId()).isEqualTo(databaseId);
        }
    }

    @Test
    void versionsGoOnAfterARestartAlthoughTheClockWentBack() {
        long version;
        try (World world = World.inFile(file(), World.START).peopled()) {
            version = world.engine.clockVersion();
        }
        try (World world = World.inFile(file(), World.START - 3_600_000)) {
            assertThat(world.engine.clockVersion()).isGreaterThan(version);
            long written = world.operate("createUser", "{'name':'Dora'}")
                    .get("version")
                    .longValue();
            assertThat(written).isGreaterThan(version);
            assertThat(world.engine.clockVersion()).isGreaterThanOrEqualTo(written);
        }
    }

    @Test
    void cleanEndLeavesNoGapInVersions() {
        long version;
        try (World world = World.inFile(file(), World.START).peopled()) {
            version = world.engine.clockVersion();
        }
        try (World world = World.inFile(file(), World.START)) {
            assertThat(world.engine.clockVersion()).isEqualTo(version + 1);
        }
    }

    @Test
    void logsChainHoldsOverRestarts() {
        try (World world = World.inFile(file(), World.START).peopled()) {
            world.post(1, true);
        }
        try (World world = World.inFile(file(), World.START)) {
            world.post(2, false);
            world.operate("deletePost", "{'id':1}");
            List<LogEntry> log = world.engine.log(0, 10_000);
            assertThat(log).hasSize(7);
            StateHash hash = StateHash.GENESIS;
            for (LogEntry entry : log) {
                hash = hash.then(WriteCore.unscoped(entry.change()));
                assertThat(entry.hash()).isEqualTo(hash.hex());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE \"parallax_log\" SET \"after\" = REPLACE(\"after\", 'Ben', 'Bob')        | 1 | 2",
                "UPDATE \"parallax_log\" SET \"row_id\" = 9 WHERE \"record\" = 'Workspace'     | 3 | 9",
                "UPDATE \"parallax_log\" SET \"after\" = '{' WHERE \"record\" = 'Workspace'    | 3 | 1",
                "UPDATE \"parallax_log\" SET \"record\" = 'Gone' WHERE \"record\" = 'Workspace' | 3 | 1",
                "DELETE FROM \"parallax_log\" WHERE \"row_id\" = 2                            | 1 | 3",
                "DELETE FROM \"parallax_log\" WHERE \"record\" = 'Workspace'                  | 3 |",
            })
    void alteredLogIsFoundAtTheFirstChangeThatDoesNotFit(String alteration, long fitting, @Nullable Long id)
            throws SQLException {
        long version;
        try (World world = World.inFile(file(), World.START).peopled()) {
            LogVerdict verdict = world.engine.verifyLog();
            version = verdict.version();
            assertThat(verdict).isEqualTo(new LogVerdict(true, 4, version, null));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file(), "parallax", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(alteration.strip())).isPositive();
        }
        try (World world = World.inFile(file(), World.START)) {
            LogVerdict verdict = world.engine.verifyLog();
            assertThat(verdict.valid()).isFalse();
            assertThat(verdict.changes()).isEqualTo(fitting);
            assertThat(verdict.version()).isEqualTo(version);
            LogVerdict.Place first = verdict.first();
            assertThat(first == null ? null : first.id()).isEqualTo(id);
        }
    }

    @Test
    void otherPermissionsAreTakenOtherFieldsRefused() {
        String source = World.defaultSchema().source();
        try (World world = World.inFile(file(), World.START).peopled()) {
            world.post(1, false);
        }
        Schema open = SchemaLanguage.parseOrThrow("open", source.replace("published == True", "True"));
        try (Engine engine = open(open)) {
            assertThat(engine.truth(World.values(2, "user")).tables().getOrDefault("Post", List.of()))
                    .hasSize(1);
        }
        Schema other = SchemaLanguage.parseOrThrow("other", source.replace("content      String", "body String"));
        assertThatThrownBy(() -> open(other))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the database was made for another schema: this would drop the field `Post.content` with 1 value;"
                                + " make up a value of the new field `Post.body` for 1 row, as it is not nullable and has no"
                                + " literal as its default;"
                                + " start with that schema or an empty database");
    }

    @Test
    void databaseInUseIsNamedAsSuch() {
        try (World world = World.inFile(file(), World.START)) {
            assertThat(world.engine.isEmpty()).isTrue();
            assertThatThrownBy(() -> World.inFile(file(), World.START))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("another server uses it");
        }
    }

    private Engine open(Schema schema) {
        return Engine.open(new EngineSettings(schema, file(), InstantSource.system(), new Random(1)));
    }
}

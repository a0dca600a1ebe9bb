package dev.parallax.server.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeedTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final SeedPlan PLAN = new SeedPlan(7, 20, 3, 60);

    @Test
    void samePlanGivesTheSameRows() {
        assertThat(contents(PLAN)).isEqualTo(contents(PLAN));
    }

    @Test
    void anotherSeedGivesOtherRows() {
        assertThat(contents(PLAN)).isNotEqualTo(contents(new SeedPlan(8, 20, 3, 60)));
    }

    @Test
    void worldLooksLikePeopleAtWork() {
        Map<String, List<Row>> world = world(PLAN);
        assertThat(world.getOrDefault("User", List.of()))
                .hasSize(20)
                .extracting(row -> row.get("name"))
                .doesNotHaveDuplicates();
        assertThat(world.get("Workspace")).hasSize(3);
        assertThat(world.get("Membership")).hasSizeBetween(20, 40);
        List<Row> posts = world.getOrDefault("Post", List.of());
        assertThat(posts).hasSize(60).allSatisfy(post -> {
            assertThat(String.valueOf(post.get("title")).split(" ")).hasSizeBetween(2, 7);
            Instant created = (Instant) post.get("createdAt");
            assertThat(created).isBetween(NOW.minus(Duration.ofDays(60)), NOW);
        });
        assertThat(posts.stream().filter(post -> Boolean.TRUE.equals(post.get("published"))))
                .hasSizeBetween(25, 47);
    }

    @Test
    void databaseThatHoldsSomethingIsLeftAlone() {
        try (Engine engine = open(defaultSchema())) {
            assertThat(Seed.plant(engine, PLAN, InstantSource.fixed(NOW))).isTrue();
            assertThat(Seed.plant(engine, PLAN, InstantSource.fixed(NOW))).isFalse();
        }
    }

    @Test
    void schemaWithOtherRecordsStaysEmptyAndOneWithOtherFieldsIsFilled() {
        String schema = """
                session { userId Int }
                record Thing { @public id Int @id  weight Float }
                record User { @public id Int @id  name String  age Int  nick String? }
                """;
        try (Engine engine = open(SchemaLanguage.parseOrThrow("test", schema))) {
            Seed.plant(engine, PLAN, InstantSource.fixed(NOW));
            Map<String, List<Row>> tables =
                    engine.truth(new SessionValues(Map.of())).tables();
            assertThat(tables.get("Thing")).isEmpty();
            assertThat(tables.getOrDefault("User", List.of()))
                    .hasSize(20)
                    .allMatch(row -> Long.valueOf(1).equals(row.get("age")));
        }
    }

    private static Map<String, List<Row>> world(SeedPlan plan) {
        try (Engine engine = open(defaultSchema())) {
            Seed.plant(engine, plan, InstantSource.fixed(NOW));
            Map<String, List<Row>> tables =
                    new java.util.LinkedHashMap<>(engine.truth(new SessionValues(Map.of("userId", 1L, "role", "admin")))
                            .tables());
            // Nobody sees all of these.
            for (String record : List.of("Workspace", "Membership")) {
                tables.put(
                        record,
                        engine.log(0, 10_000).stream()
                                .filter(entry -> entry.change().record().equals(record))
                                .map(entry -> entry.change().after())
                                .toList());
            }
            return tables;
        }
    }

    private static Map<String, List<Row>> contents(SeedPlan plan) {
        return world(plan);
    }

    private static Engine open(Schema schema) {
        return Engine.open(new EngineSettings(schema, null, InstantSource.fixed(NOW), new Random(1)));
    }

    private static Schema defaultSchema() {
        try (InputStream resource = Seed.class.getResourceAsStream("/dev/parallax/server/default.parallax")) {
            return SchemaLanguage.parseOrThrow(
                    "default.parallax", new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

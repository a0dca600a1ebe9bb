package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.store.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SteppedEngineTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow(
            "test", "session { userId Int } record Note { @public id Int @id text String }");

    private static EngineSettings settings(Place place) {
        return new EngineSettings(
                SCHEMA,
                place,
                InstantSource.fixed(Instant.ofEpochSecond(1_000)),
                new Random(1),
                MergeRule.LAST_WRITE_WINS,
                LogRetention.DEFAULT,
                null);
    }

    private static CompletableFuture<ObjectNode> write(Engine engine, String text) {
        return engine.operate(
                (Mutation) DbCall.parse(engine.schema(), "createNote", World.json("{'text':'" + text + "'}")));
    }

    @Test
    void writesNothingUntilItIsSteppedAndThenAllAtOnce() {
        try (Engine engine = Engine.openStepped(settings(new Place.Memory()))) {
            CompletableFuture<ObjectNode> first = write(engine, "a");
            CompletableFuture<ObjectNode> second = write(engine, "b");
            assertThat(first).isNotDone();

            engine.step();

            assertThat(first).isCompleted();
            assertThat(second).isCompleted();
            assertThat(engine.figures().groups()).isEqualTo(1);
            assertThat(engine.log(0, 10)).hasSize(2);
        }
    }

    @Test
    void aKillLosesWhatWaitsAndKeepsWhatIsCommitted() {
        Place place = new Place.NamedMemory("steppedEngineTest");
        Engine engine = Engine.openStepped(settings(place));
        CompletableFuture<CreatedSession> session = engine.createSession(Map.of("userId", 3L));
        CompletableFuture<ObjectNode> kept = write(engine, "kept");
        engine.step();
        long told = engine.clockVersion();
        CompletableFuture<ObjectNode> lost = write(engine, "lost");
        engine.kill();
        assertThat(kept).isCompleted();
        assertThat(lost).isNotDone();

        try (Engine next = Engine.openStepped(settings(place))) {
            assertThat(texts(next)).containsExactly("kept");
            assertThat(next.session(session.join().secret())).isPresent();
            CompletableFuture<ObjectNode> later = write(next, "later");
            next.step();
            assertThat(later).isCompleted();
            assertThat(texts(next)).containsExactly("kept", "later");
            assertThat(next.log(0, 10).getLast().change().version()).isGreaterThan(told);
        }
    }

    @Test
    void closingFinishesWhatWasAccepted() {
        Engine engine = Engine.openStepped(settings(new Place.Memory()));
        CompletableFuture<ObjectNode> accepted = write(engine, "a");

        engine.close();

        assertThat(accepted).isCompleted();
    }

    @Test
    void anEngineWithAThreadIsNeitherSteppedNorKilled() {
        try (Engine engine = Engine.open(settings(new Place.Memory()))) {
            assertThatThrownBy(engine::step).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(engine::kill).isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<String> texts(Engine engine) {
        return engine.log(0, 10).stream()
                .map(entry -> String.valueOf(
                        entry.change().after() == null
                                ? ""
                                : entry.change().after().get("text")))
                .toList();
    }
}

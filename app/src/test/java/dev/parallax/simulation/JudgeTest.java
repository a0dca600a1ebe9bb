package dev.parallax.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineSettings;
import dev.parallax.server.engine.Mutation;
import dev.parallax.wire.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// The judge finds what it is there to find.
class JudgeTest {
    private final Engine engine = Engine.openStepped(new EngineSettings(
            Policies.first(), null, InstantSource.fixed(Instant.ofEpochSecond(1_000)), new Random(1)));
    private final Judge judge = new Judge();

    private JudgeTest() {
        judge.isInForce(Policies.first());
        judge.is(1, new SessionValues(Map.of("userId", 1L, "role", "user")));
        operate(Beginning.batch(engine.schema()));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void operate(Mutation mutation) {
        CompletableFuture<ObjectNode> done = engine.operate(mutation);
        engine.step();
        assertThat(done).isCompleted();
        judge.follow(engine);
    }

    private void update(String args) {
        operate((Mutation) DbCall.parse(engine.schema(), "updatePost", Json.parseObject(args)));
    }

    @Test
    void whatWasNeverVisibleToAClientMustNotBeOnItsWire() {
        // Post 4 is published; post 5 is a draft of user 2.
        judge.told(1, "… " + Markers.text(4) + " …");
        assertThat(judge.failures()).isEmpty();

        judge.told(1, "… " + Markers.text(5) + " …");

        assertThat(judge.failures()).singleElement().asString().contains("mk5z");
    }

    @Test
    void whatIsWrittenWhileItIsHiddenIsHiddenToo() {
        update("{\"id\":6,\"published\":false}");
        update("{\"id\":6,\"title\":\"mk99z\"}");
        judge.told(1, Markers.text(6));
        assertThat(judge.failures()).isEmpty();

        judge.told(1, Markers.text(99));

        assertThat(judge.failures()).hasSize(1);
    }

    @Test
    void contentThatIsThereTwiceWasWrittenTwice() {
        update("{\"id\":4,\"title\":\"mk5z\"}");

        judge.judgeWrites(List.of());

        assertThat(judge.failures()).containsExactly("mk5z was written 2 times");
    }
}

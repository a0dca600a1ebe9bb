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

/// The arbiter finds what it is there to find.
class ArbiterTest {
    private final Engine engine = Engine.openStepped(new EngineSettings(
            Policies.first(), null, InstantSource.fixed(Instant.ofEpochSecond(1_000)), new Random(1)));
    private final Arbiter arbiter = new Arbiter();

    private ArbiterTest() {
        arbiter.isInForce(Policies.first());
        arbiter.is(1, new SessionValues(Map.of("userId", 1L, "role", "user")));
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
        arbiter.follow(engine);
    }

    private void update(String args) {
        operate((Mutation) DbCall.parse(engine.schema(), "updatePost", Json.parseObject(args)));
    }

    @Test
    void whatWasNeverVisibleToAClientMustNotBeOnItsWire() {
        // Post 4 is published; post 5 is a draft of user 2.
        arbiter.told(1, "… " + Markers.text(4) + " …");
        assertThat(arbiter.failures()).isEmpty();

        arbiter.told(1, "… " + Markers.text(5) + " …");

        assertThat(arbiter.failures()).singleElement().asString().contains("mk5z");
    }

    @Test
    void whatIsWrittenWhileItIsHiddenIsHiddenToo() {
        update("{\"id\":6,\"published\":false}");
        update("{\"id\":6,\"title\":\"mk99z\"}");
        arbiter.told(1, Markers.text(6));
        assertThat(arbiter.failures()).isEmpty();

        arbiter.told(1, Markers.text(99));

        assertThat(arbiter.failures()).hasSize(1);
    }

    @Test
    void contentThatIsThereTwiceWasWrittenTwice() {
        update("{\"id\":4,\"title\":\"mk5z\"}");

        arbiter.lookAtWrites(List.of());

        assertThat(arbiter.failures()).containsExactly("mk5z was written 2 times");
    }
}

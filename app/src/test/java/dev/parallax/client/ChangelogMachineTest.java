package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.StateHash;
import dev.parallax.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangelogMachineTest {
    private static final UUID WRITE = new UUID(1, 1);

    private final SyncClient machine =
            ClientMachines.create(ClientConfig.of(Dialect.CHANGELOG), new Random(1), new Shared(), Kept.NOTHING);
    private Effect.@Nullable Request asked;

    private void tell(Event event) {
        List<Effect> effects = machine.on(event);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Request request -> asked = request;
                case Effect.Save save -> tell(new Event.Saved(save.number()));
                default -> {}
            }
        }
    }

    private void answer(String results, boolean hasMore) {
        Effect.Request request = Objects.requireNonNull(asked);
        tell(new Event.Answered(
                request.number(),
                200,
                "{\"results\":[" + results + "],\"reset\":false,\"changes\":[],\"cursor\":40,\"stateHash\":\""
                        + StateHash.GENESIS.hex() + "\",\"hasMore\":" + hasMore + "}"));
    }

    private void writeThatIsApplied(boolean hasMore) {
        tell(new Event.SignIn("secret", Json.object().put("userId", 1)));
        answer("", false);
        tell(new Event.Write(WRITE, WriteKind.CREATE, "Post", 0, Map.of("title", "mine")));
        assertThat(machine.snapshot().table("Post").shown()).hasSize(1);
        answer("{\"changeId\":\"" + WRITE + "\",\"status\":\"applied\",\"version\":50,\"id\":9}", hasMore);
    }

    @Test
    void anEditThatHidesItsRowFromItsAuthorLeavesThoughTheCursorNeverReachesIt() {
        writeThatIsApplied(false);

        assertThat(machine.snapshot().pending()).isEmpty();
        assertThat(machine.snapshot().table("Post").shown()).isEmpty();
        assertThat(machine.snapshot().status()).isEqualTo(Status.LIVE);
    }

    @Test
    void anEditStaysAsLongAsThereIsMoreToRead() {
        writeThatIsApplied(true);
        assertThat(machine.snapshot().pending()).hasSize(1);

        answer("", false);

        assertThat(machine.snapshot().pending()).isEmpty();
    }
}

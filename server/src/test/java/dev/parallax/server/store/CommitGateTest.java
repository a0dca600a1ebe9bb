package dev.parallax.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommitGateTest {
    private final CommitGate gate = new CommitGate();

    @Test
    void readersPassWhileNoCommitIsUnderWay() throws Exception {
        gate.pass();
        gate.begin();
        gate.end();
        assertThat(passing().get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readersWaitForTheCommitThatIsUnderWay() throws Exception {
        gate.begin();
        CompletableFuture<Boolean> reader = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().start(() -> reader.complete(passed()));
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(reader).isNotDone();
        gate.end();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Boolean> passing() {
        return CompletableFuture.supplyAsync(this::passed);
    }

    private boolean passed() {
        gate.pass();
        return true;
    }
}

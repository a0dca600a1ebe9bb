package dev.parallax.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Deed.Result;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.scenario.plan.Step;
import dev.parallax.scenario.plan.Who;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<String> policy = new AtomicReference<>("one");
    private final Recorder recorder = new Recorder(Setting.DEFAULT, policy::get, nanos::get);

    @Test
    void whoIsThereAtTheBeginningIsPartOfTheWorld() {
        Cast ann = new Cast("Ann", 1, "user", Dialect.CURSOR);
        Cast ben = new Cast("Ben", 2, "user", Dialect.SPACE);
        recorder.did(new Deed.Connect(List.of(ann)));
        recorder.did(new Deed.StopTraffic());
        recorder.did(new Deed.Connect(List.of(ben)));
        assertThat(recorder.scenario("A", "B").setting().clients()).containsExactly(ann);
        assertThat(deeds()).containsExactly(new Deed.StopTraffic(), new Deed.Connect(List.of(ben)));
    }

    @Test
    void pausesAreKeptUnlessTheyAreShort() {
        recorder.did(new Deed.StopTraffic());
        nanos.addAndGet(Duration.ofMillis(299).toNanos());
        recorder.did(new Deed.StopTraffic());
        nanos.addAndGet(Duration.ofMillis(1_234).toNanos());
        recorder.did(new Deed.StopTraffic());
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        recorder.did(new Deed.StopTraffic());
        assertThat(deeds())
                .containsExactly(
                        new Deed.StopTraffic(),
                        new Deed.StopTraffic(),
                        new Deed.Pause(Duration.ofMillis(1_200)),
                        new Deed.StopTraffic(),
                        new Deed.Pause(Duration.ofSeconds(3)),
                        new Deed.StopTraffic());
    }

    @Test
    void aRowThatWasCreatedIsNamedAndFound() {
        Edit create = new Edit.Create("Post", Map.of("title", "A"));
        recorder.edited("Ann", create, CompletableFuture.completedFuture(result(61, true)));
        recorder.operated(new Edit.Delete(RowRef.of("Post", 61)), CompletableFuture.completedFuture(0L));
        recorder.operated(
                new Edit.Delete(RowRef.of("Post", 62)), CompletableFuture.failedFuture(new IllegalStateException()));
        assertThat(deeds())
                .containsExactly(
                        new Deed.Act("Ann", create, "row1", Result.ACCEPTED),
                        new Deed.Act("", new Edit.Delete(new RowRef("Post", "$row1")), "", Result.ACCEPTED),
                        new Deed.Act("", new Edit.Delete(new RowRef("Post", "62")), "", Result.REJECTED));
    }

    @Test
    void whatIsNotAnsweredWhenTheNextThingIsDoneWaits() {
        CompletableFuture<WriteResult> answer = new CompletableFuture<>();
        Edit edit = new Edit.Update(RowRef.of("Post", 1), Map.of("title", "A"));
        recorder.edited("Ann", edit, answer);
        recorder.did(new Deed.StopTraffic());
        answer.complete(result(1, true));
        assertThat(deeds().getFirst()).isEqualTo(new Deed.Act("Ann", edit, "", Result.WAITS));
    }

    @Test
    void whatHappensToManyAtOnceIsOneStep() {
        recorder.did(cut("Ann"));
        recorder.did(cut("Ben"));
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        recorder.did(cut("Cara"));
        assertThat(deeds()).containsExactly(cut("Ann", "Ben"), cut("Cara"));
    }

    private static Deed cut(String... names) {
        return new Deed.ClientFault(new Who(List.of(names)), Deed.LinkChange.NONE, Optional.of(Deed.Blow.CUT));
    }

    @Test
    void anotherPolicyIsAStep() {
        policy.set("two");
        recorder.did(new Deed.StopTraffic());
        assertThat(deeds()).containsExactly(new Deed.Policy("two"), new Deed.StopTraffic());
    }

    @Test
    void tooMuchIsSaidAndNotCutOffInSilence() {
        for (int count = 0; count < 500; count++) {
            recorder.did(new Deed.StopTraffic());
        }
        assertThat(recorder.isFull()).isFalse();
        recorder.did(new Deed.StopTraffic());
        assertThat(recorder.isFull()).isTrue();
    }

    private List<Deed> deeds() {
        return recorder.scenario("A", "B").steps().stream().map(Step::deed).toList();
    }

    private static WriteResult result(long id, boolean accepted) {
        return new WriteResult(UUID.randomUUID(), "Post", id, WriteKind.CREATE, accepted, "", 1);
    }
}

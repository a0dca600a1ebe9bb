package dev.parallax.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyLinkTest {
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final FaultyLink link = new FaultyLink(timers, System::nanoTime, new Random(7));
    private final List<Integer> passed = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        timers.shutdownNow();
    }

    @Test
    void withoutFaultsMessagesPassAtOnce() {
        link.pass(10, true, () -> passed.add(1));
        assertThat(passed).containsExactly(1);
    }

    @Test
    void messagesKeepTheirOrderWhenTheFaultsEnd() throws InterruptedException {
        int count = 200;
        CountDownLatch all = new CountDownLatch(count);
        link.set(LinkFaults.NONE.withLatency(20).withJitter(20));
        for (int number = 0; number < count; number++) {
            if (number == count / 2) {
                link.set(LinkFaults.NONE);
            }
            int value = number;
            link.pass(10, true, () -> {
                passed.add(value);
                all.countDown();
            });
        }
        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void halfOpenLinkSwallowsEverythingAndSaysNothing() {
        link.set(LinkFaults.NONE.withHalfOpen(true));
        link.pass(10, true, () -> passed.add(1));
        link.set(LinkFaults.NONE);
        link.pass(10, true, () -> passed.add(2));
        assertThat(passed).containsExactly(2);
    }
}

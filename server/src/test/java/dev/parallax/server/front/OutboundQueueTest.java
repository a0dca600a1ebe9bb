package dev.parallax.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
    private final OutboundQueue queue = new OutboundQueue(3, 1_000, () -> "resync");

    @Test
    void holdsEverythingBackUntilTheFirstFrameIsKnown() {
        queue.offer("early");
        assertThat(queue.poll()).isNull();

        queue.open("connected");

        assertThat(drained()).containsExactly("connected", "early");
    }

    @Test
    void numbersDeltasWhenTheyLeaveSoThatAnOverflowMakesNoHole() {
        queue.open("connected");
        queue.offerDelta("a");
        assertThat(drained()).containsExactly("connected", "a,\"seq\":1}}");

        for (int index = 0; index < 4; index++) {
            queue.offerDelta("lost");
        }
        queue.offerDelta("b");

        assertThat(drained()).containsExactly("resync", "b,\"seq\":2}}");
        assertThat(queue.sequence()).isEqualTo(2);
    }

    @Test
    void replacesEverythingByOneInstructionWhenTooManyMessagesWait() {
        queue.open("connected");
        assertThat(queue.offer("1")).isTrue();
        assertThat(queue.offer("2")).isTrue();
        assertThat(queue.offer("3")).isTrue();

        assertThat(queue.offer("4")).isFalse();

        assertThat(queue.overflows()).isEqualTo(1);
        assertThat(drained()).containsExactly("connected", "resync");
    }

    @Test
    void replacesEverythingByOneInstructionWhenTooManyBytesWait() {
        queue.open("connected");
        assertThat(queue.offer("x".repeat(499))).isTrue();
        assertThat(queue.bytes()).isEqualTo(998);

        assertThat(queue.offer("xx")).isFalse();

        assertThat(drained()).containsExactly("connected", "resync");
        assertThat(queue.bytes()).isZero();
    }

    @Test
    void overflowsAgainWithoutASecondInstruction() {
        queue.open("connected");
        for (int index = 0; index < 8; index++) {
            queue.offer("m" + index);
        }

        assertThat(drained()).containsExactly("connected", "resync", "m7");
    }

    @Test
    void aFrameLargerThanTheLimitBecomesTheInstruction() {
        queue.open("connected");

        assertThat(queue.offer("x".repeat(501))).isFalse();

        assertThat(drained()).containsExactly("connected", "resync");
    }

    @Test
    void keepsOnlyTheNewestHeartbeatAndSendsItLast() {
        queue.open("connected");
        queue.heartbeat("beat 1");
        queue.offer("message");
        queue.heartbeat("beat 2");

        assertThat(drained()).containsExactly("connected", "message", "beat 2");
    }

    @Test
    void heartbeatsCountForNoLimit() {
        queue.open("connected");
        for (int index = 0; index < 1_000; index++) {
            queue.heartbeat("beat " + index);
        }

        assertThat(queue.depth()).isZero();
        assertThat(drained()).containsExactly("connected", "beat 999");
    }

    @Test
    void finishingDropsWhatWaitsSendsTheLastFrameAndAcceptsNothingMore() {
        queue.open("connected");
        assertThat(queue.poll()).isEqualTo("connected");
        queue.offer("dropped");
        queue.heartbeat("dropped");

        queue.finish("bye");
        queue.offer("late");
        queue.heartbeat("late");
        queue.finish("again");

        assertThat(drained()).containsExactly("bye");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void finishingBeforeTheFirstFrameLeavesOnlyTheLast() {
        queue.offer("early");

        queue.finish("bye");

        assertThat(drained()).containsExactly("bye");
    }

    private List<String> drained() {
        List<String> frames = new ArrayList<>();
        String frame = queue.poll();
        while (frame != null) {
            frames.add(frame);
            frame = queue.poll();
        }
        assertThat(queue.isEmpty()).isTrue();
        return frames;
    }
}

package dev.parallax.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkDelayTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final LinkDelay delay = new LinkDelay(new Random(7));

    @Test
    void latencyMovesEveryMessageByTheSame() {
        LinkFaults faults = LinkFaults.NONE.withLatency(80);
        assertThat(delay.next(faults, 0, 0, 10)).isEqualTo(80 * MILLI);
        assertThat(delay.next(faults, 0, 5 * MILLI, 10)).isEqualTo(85 * MILLI);
    }

    @Test
    void jitterStaysInItsBoundsAndKeepsTheOrder() {
        LinkFaults faults = LinkFaults.NONE.withLatency(10).withJitter(50);
        long before = 0;
        boolean jittered = false;
        for (long now = 0; now < 1_000 * MILLI; now += MILLI) {
            long out = delay.next(faults, 0, now, 1);
            assertThat(out).isBetween(now + 10 * MILLI, now + 60 * MILLI).isGreaterThanOrEqualTo(before);
            jittered |= out > now + 11 * MILLI;
            before = out;
        }
        assertThat(jittered).isTrue();
    }

    @Test
    void bandwidthMakesLongMessagesLateAndThoseBehindThem() {
        LinkFaults faults = LinkFaults.NONE.withBandwidth(1_000);
        assertThat(delay.next(faults, 0, 0, 500)).isEqualTo(SECOND / 2);
        assertThat(delay.next(faults, 0, 0, 500)).isEqualTo(SECOND);
        assertThat(delay.next(faults, 0, 3 * SECOND, 100)).isEqualTo(3 * SECOND + SECOND / 10);
    }

    @Test
    void slowReaderTakesMessagesOneByOne() {
        assertThat(delay.next(LinkFaults.NONE, 2, 0, 1)).isZero();
        assertThat(delay.next(LinkFaults.NONE, 2, 0, 1)).isEqualTo(SECOND / 2);
        assertThat(delay.next(LinkFaults.NONE, 2, 0, 1)).isEqualTo(SECOND);
    }

    @Test
    void figuresThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> LinkFaults.NONE.withLatency(-1)).hasMessage("the link's latency is out of range");
        assertThatThrownBy(() -> LinkFaults.NONE.withReading(Double.NaN))
                .hasMessage("the link's reading speed is out of range");
    }
}

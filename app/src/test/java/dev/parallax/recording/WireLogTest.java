package dev.parallax.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recording.WireMessage.Direction;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireLogTest {
    private final WireLog log = new WireLog(() -> Instant.EPOCH);

    @Test
    void keepsTheNewestMessagesAndCountsTheOthers() {
        for (int count = 0; count < WireLog.MESSAGES_LIMIT + 7; count++) {
            log.received("WS", "message " + count);
        }
        assertThat(log.messages()).hasSize(WireLog.MESSAGES_LIMIT);
        assertThat(log.messages().getFirst().text()).isEqualTo("message 7");
        assertThat(log.dropped()).isEqualTo(7);
    }

    @Test
    void keepsNoMoreBytesThanItsLimitButAlwaysTheNewestMessage() {
        log.sent("POST /sync", "x".repeat(WireLog.BYTES_LIMIT));
        log.received("POST /sync 200", "y".repeat(WireLog.BYTES_LIMIT + 1));
        assertThat(log.messages()).extracting(WireMessage::direction).containsExactly(Direction.RECEIVED);
    }

    @Test
    void countsBytesAsUtf8() {
        log.sent("WS", "é…");
        assertThat(log.messages().getFirst().bytes()).isEqualTo(5);
    }

    @Test
    void aShareAmongManyClientsIsSmaller() {
        for (int count = 0; count < 100; count++) {
            log.received("WS", "x".repeat(1_000));
        }
        log.share(1_000_000);
        assertThat(log.messages()).hasSizeBetween(1, 10);
    }
}

package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Heartbeat;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.InvalidJsonException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @Test
    void readsTheSameDeltaOnceButCountsForEachConnection() {
        Delta first = (Delta) reader.read(CursorJson.encode(delta("a", 1)));
        Delta second = (Delta) reader.read(CursorJson.encode(delta("a", 42)));
        assertThat(second).isEqualTo(delta("a", 42));
        assertThat(second.rows()).isSameAs(first.rows());
    }

    @Test
    void tellsDeltasApartThatDifferInTheirRows() {
        reader.read(CursorJson.encode(delta("a", 1)));
        assertThat(reader.read(CursorJson.encode(delta("b", 1)))).isEqualTo(delta("b", 1));
    }

    @Test
    void isNotFooledByRowsThatLookLikeTheEndOfADelta() {
        for (String text : List.of(",\"seq\":7}}", "\\\",\\\"seq\\\":7}}", ",\"seq\":")) {
            reader.read(CursorJson.encode(delta(text, 3)));
            assertThat(reader.read(CursorJson.encode(delta(text, 4)))).isEqualTo(delta(text, 4));
        }
    }

    @Test
    void readsOtherMessagesAndRefusesNonsenseAsEver() {
        assertThat(reader.read("{\"type\":\"heartbeat\",\"version\":5}")).isEqualTo(new Heartbeat(5));
        String text = CursorJson.encode(delta("a", 1));
        reader.read(text);
        assertThatThrownBy(() -> reader.read(text.replace("\"seq\":1", "\"seq\":x")))
                .isInstanceOf(InvalidJsonException.class);
        assertThatThrownBy(() -> reader.read(text.replace("\"seq\":1", "\"seq\":01")))
                .isInstanceOf(InvalidJsonException.class);
    }

    private static Delta delta(String text, long sequence) {
        return new Delta(
                List.of(ModelServer.row("Post", 1, 1, true, text, 9)), List.of(new Removed("Post", 2)), 10, sequence);
    }
}

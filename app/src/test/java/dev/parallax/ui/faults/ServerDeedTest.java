package dev.parallax.ui.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServerDeedTest {
    private final Deque<CompletableFuture<Optional<String>>> asked = new ArrayDeque<>();
    private final ServerDeed deed = new ServerDeed("refuse new connections", this::ask, this::ask);

    private CompletableFuture<Optional<String>> ask() {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        asked.add(answer);
        return answer;
    }

    @Test
    void whatTheServerRefusedDidNotHappen() {
        assertThat(deed.happened()).isTrue();
        asked.removeFirst().complete(Optional.of("you may not"));
        assertThat(deed.happened()).isFalse();
    }

    @Test
    void itIsUndoneWhenTheServerSaysSo() {
        CompletableFuture<Optional<String>> undone = deed.undo();
        assertThat(asked).as("undone only after it was done").hasSize(1);
        asked.removeFirst().complete(Optional.empty());
        assertThat(undone).isNotDone();
        asked.removeFirst().complete(Optional.of("the server cannot be reached"));
        assertThat(undone).isCompletedWithValue(Optional.of("the server cannot be reached"));
    }

    @Test
    void whatHasNoWayBackSaysSo() {
        assertThat(deed.canBeUndone()).isTrue();
        assertThat(new ServerDeed("restart the server", this::ask, null).canBeUndone())
                .isFalse();
    }
}

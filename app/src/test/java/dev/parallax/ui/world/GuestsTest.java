package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.Sessions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GuestsTest {
    private final Deque<CompletableFuture<Void>> answers = new ArrayDeque<>();
    private final Guests guests = new Guests(secret -> {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    });

    @Test
    void aSessionThatCouldNotBeEndedCanBeEndedLater() {
        String key = Sessions.key(Sessions.hash("secret"));
        guests.add("secret");
        CompletableFuture<Void> first = guests.endKey(key);
        answers.removeFirst().completeExceptionally(new IllegalStateException("unreachable"));
        assertThat(first).isCompletedExceptionally();
        assertThat(guests.knows(key)).isTrue();

        CompletableFuture<Void> second = guests.endKey(key);
        answers.removeFirst().complete(null);
        assertThat(second).isCompleted();
        assertThat(guests.knows(key)).isFalse();
    }
}

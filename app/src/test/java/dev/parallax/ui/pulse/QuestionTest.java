package dev.parallax.ui.pulse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private final Mailbox mailbox = new Mailbox();
    private final Background background = new Background(mailbox);
    private final List<String> heard = new ArrayList<>();
    private final Question<String> question = new Question<>(background, heard::add, () -> heard.add("failed"));

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void whoAskedHearsOfAFailureAndCanAskAgain() {
        question.ask(() -> {
            throw new IllegalStateException("on purpose");
        });
        awaitHeard("failed");

        question.ask(() -> "answer");
        awaitHeard("failed", "answer");
    }

    @Test
    void evenAnErrorDoesNotEndAllQuestions() {
        question.ask(() -> {
            throw new AssertionError("on purpose");
        });
        awaitHeard("failed");

        question.ask(() -> "answer");
        awaitHeard("failed", "answer");
    }

    @Test
    void aFailureOfWhatNobodyWaitsForIsNotTold() {
        CountDownLatch asked = new CountDownLatch(1);
        question.ask(() -> {
            asked.await();
            throw new IllegalStateException("on purpose");
        });
        question.ask(() -> "newer");
        asked.countDown();

        awaitHeard("newer");
    }

    private void awaitHeard(String... expected) {
        await().dontCatchUncaughtExceptions().untilAsserted(() -> {
            mailbox.drain();
            assertThat(heard).containsExactly(expected);
        });
    }
}

package dev.parallax.ui.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.ui.FxThread;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.strip.StripStack;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private final Mailbox mailbox = new Mailbox();
    private final Background background = new Background(mailbox);
    private final Pulse pulse = FxThread.call(() -> new Pulse(mailbox));
    private final StripStack strips = FxThread.call(StripStack::new);
    private final JobBar bar = FxThread.call(JobBar::new);
    private final Jobs jobs = new Jobs(strips, background, bar);

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        FxThread.run(() -> {
            strips.keep(bar);
            pulse.calmly(strips);
            pulse.start();
        });
    }

    @AfterEach
    void stop() {
        FxThread.run(pulse::stop);
        background.close();
    }

    @Test
    void whatDoesNotFitIntoMemoryIsSaidAndTheNextJobIsDone() {
        save("large.png", (out, job) -> {
            throw new OutOfMemoryError("pixels");
        });
        awaitNotice("large.png is too large");

        save("odd.png", (out, job) -> {
            throw new StackOverflowError();
        });
        awaitNotice("odd.png cannot be written");

        save("small.png", (out, job) -> out.write(1));
        awaitNotice("small.png");
        assertThat(folder.resolve("small.png")).hasSize(1);
    }

    private void save(String name, Jobs.Writing writing) {
        FxThread.run(() -> {
            strips.dismiss();
            jobs.save("The picture", folder.resolve(name), writing);
        });
    }

    private void awaitNotice(String words) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> FxThread.call(() -> {
                    Node notice = strips.lookup("#notice");
                    return notice != null
                            && notice.getAccessibleText() != null
                            && notice.getAccessibleText().contains(words);
                }));
        assertThat(FxThread.call(bar::isBusy)).isFalse();
    }
}

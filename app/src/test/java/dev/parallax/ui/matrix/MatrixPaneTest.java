package dev.parallax.ui.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.server.engine.Visibility;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.world.Archive;
import dev.parallax.ui.world.World;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

class MatrixPaneTest {
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void asksAgainAfterAQuestionThatFailedAndSaysSo() {
        Mailbox mailbox = new Mailbox();
        Pulse pulse = new Pulse(mailbox);
        try (Background background = new Background(mailbox)) {
            MatrixPane pane = FxThread.call(() -> {
                MatrixPane made = new MatrixPane(world(), new TableauView(), background);
                made.setShown(true);
                pulse.every(made);
                pulse.start();
                return made;
            });

            await().untilAsserted(() -> assertThat(notice(pane)).contains("could not be asked"));
            await().untilAsserted(() -> assertThat(notice(pane)).isEmpty());
            assertThat(questions).hasValueGreaterThanOrEqualTo(2);
        } finally {
            FxThread.run(pulse::stop);
        }
    }

    private static String notice(MatrixPane pane) {
        return FxThread.call(() -> ((Label) pane.lookup("#matrix-notice")).getText());
    }

    /// Nobody and nothing, and the first question fails.
    private World world() {
        Archive archive = proxy(Archive.class, "visibility", () -> {
            if (questions.incrementAndGet() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return new Visibility(1, List.of(), Map.of(), false);
        });
        return proxy(World.class, "archive", () -> archive);
    }

    private interface Answer {
        Object give();
    }

    private static <T> T proxy(Class<T> type, String method, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, called, arguments) -> called.getName().equals(method) ? answer.give() : List.of()));
    }
}

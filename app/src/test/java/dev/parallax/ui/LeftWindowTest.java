package dev.parallax.ui;

import static dev.parallax.ui.OpenPlayground.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.client.Dialect;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.FleetClient;
import dev.parallax.scenario.file.ScenarioReader;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.preferences.MemoryPreferences;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Who plays scenarios and opens files all day has one window and one world in memory, not one for each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftWindowTest {
    private static final int CLIENTS = 2;

    private final ChosenFile chosen = new ChosenFile();
    private OpenPlayground opened;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        MemoryPreferences preferences = new MemoryPreferences();
        preferences.put("scenario.readingMillis", "0");
        opened = new OpenPlayground(preferences, List.of(Dialect.CURSOR), CLIENTS, chosen);
    }

    @AfterAll
    void close() throws InterruptedException {
        opened.close();
    }

    @Test
    void aScenarioThatWasLeftIsGone() {
        var scenario = ScenarioReader.read(
                "short", "scenario: A\nteaches: B\nclients: { Ann: { user: 1 } }\nsteps:\n  - say: One.\n");
        FxThread.run(() -> opened.playground.play(scenario));

        assertThatAllIsGone(leave());
    }

    @Test
    void aSavedWorldThatWasLeftIsGone() {
        chosen.file = folder.resolve("left.parallax");
        FxThread.run(() -> opened.window.actions().perform(Action.SAVE_WORLD));
        eventually(() -> chosen.file.toFile().length() > 0);
        FxThread.run(() -> opened.window.actions().perform(Action.OPEN_FILE));

        assertThatAllIsGone(leave());
    }

    @Test
    void aRecordingThatWasLeftIsGone() {
        chosen.file = folder.resolve("left.jsonl");
        FxThread.run(() -> opened.window.actions().perform(Action.EXPORT_RECORDING));
        eventually(() -> chosen.file.toFile().length() > 0);
        FxThread.run(() -> opened.window.actions().perform(Action.OPEN_FILE));

        assertThatAllIsGone(leave());
    }

    @Test
    void aScenarioThatCannotStartIsSaid() {
        Setting setting = new Setting(
                7,
                6,
                2,
                8,
                Map.of(1L, "x".repeat(5_000_000)),
                List.of(),
                null,
                MergeRule.LAST_WRITE_WINS,
                Duration.ofSeconds(1),
                Duration.ofMillis(500));

        FxThread.run(() -> opened.playground.play(new Scenario("Unlucky", "x", setting, List.of(), List.of())));

        eventually(() -> notice().contains("“Unlucky” could not be started."));
        assertThat(shown()).isSameAs(opened.window);
    }

    @Test
    void howManyClientsCouldNotConnectIsSaidWithTheReason() {
        FxThread.run(() -> opened.window.follow(new Unlucky()));

        eventually(() -> notice().contains("2 of 3 clients could not connect: The server is full."));
    }

    private record Unlucky() implements AddTask {
        @Override
        public int total() {
            return 3;
        }

        @Override
        public int done() {
            return 1;
        }

        @Override
        public int failed() {
            return 2;
        }

        @Override
        public Optional<Throwable> problem() {
            return Optional.of(new IllegalStateException("The server is full."));
        }

        @Override
        public void cancel() {}

        @Override
        public CompletableFuture<List<FleetClient>> completion() {
            return CompletableFuture.completedFuture(List.of());
        }
    }

    private String notice() {
        return FxThread.call(() ->
                opened.stage.getScene().lookup("#notice") instanceof Node strip && strip.getAccessibleText() != null
                        ? strip.getAccessibleText()
                        : "");
    }

    /// Waits for another window than the person's own, and leaves it.
    private List<WeakReference<Object>> leave() {
        eventually(() -> shown() != opened.window);
        PlaygroundWindow other = shown();
        eventually(() -> FxThread.call(() -> !other.tableau().frame().cards().isEmpty())
                || other.world().clients().isEmpty());
        List<WeakReference<Object>> left = List.of(
                new WeakReference<>(other), new WeakReference<>(other.root()), new WeakReference<>(other.world()));
        FxThread.run(opened.playground::leave);
        return left;
    }

    private PlaygroundWindow shown() {
        return FxThread.call(() -> opened.playground.window().orElseThrow());
    }

    private static void assertThatAllIsGone(List<WeakReference<Object>> left) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            System.gc();
            assertThat(left).allMatch(each -> each.refersTo(null));
        });
    }
}

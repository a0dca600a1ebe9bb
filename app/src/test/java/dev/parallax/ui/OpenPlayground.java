package dev.parallax.ui;

import static org.awaitility.Awaitility.await;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.WorldPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;

/// A real window over a real server with its first clients live and something selected.
final class OpenPlayground {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch closed = new CountDownLatch(1);
    final Stage stage = FxThread.call(Stage::new);
    final PlaygroundStage playground;
    final LiveWorld world;
    final PlaygroundWindow window;
    final Person person;

    OpenPlayground(Preferences preferences, List<Dialect> dialects, int clients) {
        this(preferences, dialects, clients, new ChosenFile());
    }

    /// @param dialogs what the person chooses
    OpenPlayground(Preferences preferences, List<Dialect> dialects, int clients, FileDialogs dialogs) {
        CompletableFuture<LiveWorld> started = new CompletableFuture<>();
        WorldPlan plan = new WorldPlan(ServerConfig.defaults().withPort(0), 7, dialects, clients, 20, false);
        playground = FxThread.call(() -> new PlaygroundStage(
                stage,
                preferences,
                Optional.of(ThemeChoice.LIGHT),
                () -> {
                    LiveWorld live = LiveWorld.start(plan);
                    started.complete(live);
                    return live;
                },
                clients,
                dialogs));
        FxThread.run(() -> {
            stage.setX(0);
            stage.setY(0);
            playground.onClosed(closed::countDown);
            playground.open();
        });
        world = started.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        eventually(() -> world.clients().size() == clients
                && world.clients().stream().allMatch(client -> client.snapshot().status() == Status.LIVE));
        window = FxThread.call(() -> playground.window().orElseThrow());
        person = new Person(stage);
        eventually(() -> FxThread.call(() -> window.selection().hasPost()));
    }

    void resize(ThemeChoice theme, double width, double height) {
        FxThread.run(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            playground.choose(theme);
        });
    }

    static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }

    void close() throws InterruptedException {
        FxThread.run(playground::close);
        closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}

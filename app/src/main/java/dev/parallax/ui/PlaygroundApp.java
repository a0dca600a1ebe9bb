package dev.parallax.ui;

import dev.parallax.ui.preferences.FilePreferences;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.World;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The playground as a program of its own: starts JavaFX, opens the window, returns when it is closed.
public final class PlaygroundApp {
    private PlaygroundApp() {}

    /// How the window opens. Immutable.
    ///
    /// @param starter starts the world
    /// @param clients how many are added to it at the start
    /// @param theme for this run only, or empty for the remembered one
    /// @param preferencesFile where preferences are kept
    /// @param resetPreferences forget what was remembered
    public record Settings(
            Supplier<World> starter,
            int clients,
            Optional<ThemeChoice> theme,
            Path preferencesFile,
            boolean resetPreferences) {}

    /// Blocks until the window is closed and the world is down.
    ///
    /// @throws ToolkitException if no window can be opened
    public static void run(Settings settings) throws InterruptedException {
        // The world and JavaFX need about as long; neither waits for the other.
        CompletableFuture<World> world = CompletableFuture.supplyAsync(settings.starter());
        try {
            Toolkit.start();
        } catch (ToolkitException e) {
            world.thenAccept(World::close).join();
            throw e;
        }
        CountDownLatch closed = new CountDownLatch(1);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Platform.runLater(() -> {
                Preferences preferences = FilePreferences.open(settings.preferencesFile(), writer);
                if (settings.resetPreferences()) {
                    preferences.clear();
                }
                Stage window = new Stage();
                keepOnScreen(window);
                PlaygroundStage stage = new PlaygroundStage(
                        window, preferences, settings.theme(), () -> join(world), settings.clients());
                stage.onClosed(closed::countDown);
                stage.open();
            });
            closed.await();
        }
    }

    /// On a small screen the window takes all of it instead of hanging over its edges.
    private static void keepOnScreen(Stage window) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        if (screen.getWidth() < PlaygroundStage.WIDTH || screen.getHeight() < PlaygroundStage.HEIGHT) {
            window.setX(screen.getMinX());
            window.setY(screen.getMinY());
            window.setWidth(Math.min(PlaygroundStage.WIDTH, screen.getWidth()));
            window.setHeight(Math.min(PlaygroundStage.HEIGHT, screen.getHeight()));
        }
    }

    /// The world, or what kept it from starting.
    private static World join(CompletableFuture<World> world) {
        try {
            return world.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}

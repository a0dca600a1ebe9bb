package dev.parallax.bench;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.server.ServerConfig;
import dev.parallax.ui.PlaygroundStage;
import dev.parallax.ui.PlaygroundWindow;
import dev.parallax.ui.Toolkit;
import dev.parallax.ui.preferences.MemoryPreferences;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.ThemeChoice;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.WorldPlan;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.HdrHistogram.Histogram;

/// How the window keeps up: the time between frames, the processor time that each costs its thread, and from a click to
/// the frame that shows it,
/// while posts change under many clients. Prints a table. Confined to its caller's thread, which waits.
///
/// Server, network and caches are real. Unless all clients are asked to be, some twenty of them are, and are shown
/// many times over, so that what is measured is the window and not a thousand connections on the same processors.
public final class UiBench {
    private static final int ORIGINALS = 20;
    /// As a fresh world has them.
    private static final int POSTS = 60;

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long CLICK_EVERY_MILLIS = 250;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private final List<Integer> clientCounts;
    private final double rate;
    private final Duration duration;
    private final boolean allReal;
    private final PrintWriter out;

    /// @param rate changes asked for per second
    /// @param duration measured for each count of clients
    /// @param allReal whether every client has a connection of its own
    public UiBench(List<Integer> clientCounts, double rate, Duration duration, boolean allReal, PrintWriter out) {
        this.clientCounts = List.copyOf(clientCounts);
        this.rate = rate;
        this.duration = duration;
        this.allReal = allReal;
        this.out = out;
    }

    /// Times in milliseconds.
    private record Result(
            int clients, double changesPerSecond, FrameMeter.Figures figures, double heapBefore, double heapAfter) {}

    /// Blocks until all is measured.
    public void run() {
        Toolkit.start();
        // One window after the other: the toolkit outlives each.
        Platform.setImplicitExit(false);
        out.printf(
                Locale.ROOT,
                "The window, %.0f x %.0f, %d posts, %.0f changes/s asked for, %d s each after %d s of warming up; %s.%n",
                WIDTH,
                HEIGHT,
                POSTS,
                rate,
                duration.toSeconds(),
                WARM_UP.toSeconds(),
                allReal ? "every client connected" : ORIGINALS + " clients connected, and shown many times over");
        out.println();
        out.println(
                "| clients | changes/s | frames/s | interval p50 / p95 / p99 / max ms | CPU p50 / p95 / p99 / max ms"
                        + " | late | in a row | click to frame p50 / p99 / max ms | frames | heap MB |");
        out.println("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (int clients : clientCounts) {
            print(measure(clients));
            out.flush();
        }
    }

    private Result measure(int clients) {
        int connected = allReal ? clients : Math.min(ORIGINALS, clients);
        WorldPlan plan = new WorldPlan(
                ServerConfig.defaults().withPort(0), 1, List.of(Dialect.values()), connected, rate, false);
        LiveWorld world = LiveWorld.start(plan);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Open open = Toolkit.call(() -> open(world, clients, connected, closed));
        try {
            await(
                    "the clients to catch up",
                    () -> world.clients().size() == connected
                            && world.clients().stream()
                                    .allMatch(client -> client.snapshot().status() == Status.LIVE));
            try (ChangeLoad load = new ChangeLoad(world, POSTS, rate, clients)) {
                drive(open, WARM_UP);
                double heapBefore = heap();
                Toolkit.call(() -> {
                    open.meter().reset();
                    return true;
                });
                long changesBefore = load.done();
                long began = System.nanoTime();
                drive(open, duration);
                double seconds = (System.nanoTime() - began) / 1e9;
                double changes = (load.done() - changesBefore) / seconds;
                FrameMeter.Figures figures = Toolkit.call(() -> open.meter().figures());
                return new Result(clients, changes, figures, heapBefore, heap());
            }
        } finally {
            Toolkit.call(() -> {
                open.meter().stop();
                open.stage().close();
                return true;
            });
            closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private record Open(PlaygroundStage stage, FrameMeter meter) {}

    private static Open open(LiveWorld world, int clients, int connected, CompletableFuture<Void> closed) {
        Stage window = new Stage();
        window.setX(0);
        window.setY(0);
        PlaygroundStage stage = new PlaygroundStage(
                window,
                new MemoryPreferences(),
                Optional.of(ThemeChoice.LIGHT),
                () -> clients == connected ? world : TwinWorld.of(world, clients),
                connected);
        stage.onClosed(() -> closed.complete(null));
        FrameMeter meter = new FrameMeter(stage.scene());
        stage.open();
        return new Open(stage, meter);
    }

    /// Clicks here and there until the time is over.
    private static void drive(Open open, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (int click = 0; System.nanoTime() < end; click++) {
            int place = click;
            long made = System.nanoTime();
            long frame = open.meter().frames();
            Toolkit.call(() -> {
                open.stage().window().map(PlaygroundWindow::tableau).ifPresent(tableau -> click(tableau, place));
                open.meter().clicked(made, frame);
                return true;
            });
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(CLICK_EVERY_MILLIS));
        }
    }

    /// On another card and post each time.
    private static void click(TableauView tableau, int click) {
        double x = tableau.getWidth() * (0.1 + 0.8 * (click * 7 % 10) / 10);
        double y = tableau.getHeight() * (0.1 + 0.8 * (click * 3 % 10) / 10);
        for (var type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
            Event.fireEvent(tableau, event(type, x, y));
        }
    }

    private static MouseEvent event(javafx.event.EventType<MouseEvent> type, double x, double y) {
        boolean isDown = type == MouseEvent.MOUSE_PRESSED;
        return new MouseEvent(
                type,
                x,
                y,
                x,
                y,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                isDown,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + PATIENCE.toMinutes() + " minutes for " + what + ".");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// What is held, in megabytes.
    private static double heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
    }

    private void print(Result result) {
        FrameMeter.Figures figures = result.figures();
        double perSecond = figures.frames() / (double) duration.toMillis() * 1_000;
        out.printf(
                Locale.ROOT,
                "| %,d | %,.0f | %.1f | %s | %s | %.1f %% | %d | %s / %s / %s | %d / %d | %.0f to %.0f |%n",
                result.clients(),
                result.changesPerSecond(),
                perSecond,
                percentiles(figures.intervals()),
                percentiles(figures.work()),
                100.0 * figures.late() / Math.max(1, figures.frames()),
                figures.longestSeries(),
                millis(figures.clicks().getValueAtPercentile(50)),
                millis(figures.clicks().getValueAtPercentile(99)),
                millis(figures.clicks().getMaxValue()),
                figures.clickFrames().getValueAtPercentile(50),
                figures.clickFrames().getMaxValue(),
                result.heapBefore(),
                result.heapAfter());
    }

    private static String percentiles(Histogram nanos) {
        return String.join(
                " / ",
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(95)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getMaxValue()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }
}

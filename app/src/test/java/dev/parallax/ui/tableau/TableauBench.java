package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.ui.paint.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Prints how long a frame takes to take in and to paint, at several sizes. A program, not a test.
public final class TableauBench {
    private static final int FRAMES = 600;
    private static final int WARM_UP = 200;
    private static final long PULSE_NANOS = 16_666_667;
    private static final int WIDTH = 1900;
    private static final int HEIGHT = 1100;

    private TableauBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Platform.startup(() -> {
            print("24 x 60, 5 % of cells change", 24, 0.05, null);
            print("1,000 x 60, 5 % of cells change", 1_000, 0.05, null);
            print("1,000 x 60, every cell changes", 1_000, 1, null);
            print("1,000 x 60, titles, 5 % change", 1_000, 0.05, ZoomLevel.TITLES_SMALL);
            print("10,000 x 60, 1 % of cells change", 10_000, 0.01, null);
            done.countDown();
        });
        done.await();
        Platform.exit();
    }

    private static void print(String name, int clients, double share, @Nullable ZoomLevel zoom) {
        World world = new World(1, 20, 60, clients);
        TableauModel model = new TableauModel();
        Surface surface = new Surface(WIDTH, HEIGHT);
        TableauPainter painter = new TableauPainter();
        model.resize(WIDTH, HEIGHT, 1);
        model.zoom(zoom);
        model.show(world.frame(), 0);
        Random random = new Random(2);
        Histogram take = new Histogram(3);
        Histogram paint = new Histogram(3);
        long cells = 0;
        for (int frame = 1; frame <= FRAMES; frame++) {
            TableauFrame next = change(world, share, random, frame);
            long now = frame * PULSE_NANOS;
            long start = System.nanoTime();
            model.show(next, now);
            model.advance(now);
            long taken = System.nanoTime();
            cells += painter.paint(model, surface, Palette.LIGHT, now).cells();
            long painted = System.nanoTime();
            if (frame > WARM_UP) {
                take.recordValue(taken - start);
                paint.recordValue(painted - taken);
            }
        }
        System.out.printf(
                "%-36s %-12s take %6.2f / %6.2f ms   paint %6.2f / %6.2f ms (p50 / p99)   %,d cells a frame%n",
                name,
                model.layout().level(),
                take.getValueAtPercentile(50) / 1e6,
                take.getValueAtPercentile(99) / 1e6,
                paint.getValueAtPercentile(50) / 1e6,
                paint.getValueAtPercentile(99) / 1e6,
                cells / FRAMES);
    }

    private static TableauFrame change(World world, double share, Random random, int frame) {
        for (CardView card : List.copyOf(world.cards())) {
            List<Row> rows = new ArrayList<>(card.posts());
            boolean changed = false;
            for (int index = 0; index < rows.size(); index++) {
                if (random.nextDouble() < share) {
                    rows.set(index, rows.get(index).with(Map.of("updatedAt", 10_000L + frame)));
                    changed = true;
                }
            }
            if (changed) {
                world.hold(card.number(), rows);
            }
        }
        return world.frame();
    }
}

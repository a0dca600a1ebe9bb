package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.ui.paint.PngFile;
import dev.parallax.ui.text.Fonts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Paints a fabricated world at every size and in both themes, for eyes to judge: `TableauDemo FOLDER`.
public final class TableauDemo {
    private static final long MILLIS = 1_000_000;

    private TableauDemo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments.length == 0 ? "target/pictures" : arguments[0]);
        CountDownLatch done = new CountDownLatch(1);
        Platform.startup(() -> {
            Fonts.load();
            for (boolean dark : new boolean[] {false, true}) {
                picture(folder, "24-fit", 24, dark, null, GroupBy.NONE, 900, 744);
                picture(folder, "24-titles", 24, dark, ZoomLevel.TITLES, GroupBy.ROLE, 900, 744);
                picture(folder, "24-readable", 24, dark, ZoomLevel.READABLE, GroupBy.NONE, 900, 744);
                picture(folder, "100-fit", 100, dark, null, GroupBy.ROLE, 900, 744);
                picture(folder, "1000-fit", 1_000, dark, null, GroupBy.NONE, 900, 744);
                picture(folder, "10000-fit", 10_000, dark, null, GroupBy.NONE, 900, 744);
                picture(folder, "3-fit", 3, dark, null, GroupBy.NONE, 900, 744);
                picture(folder, "24-wide", 24, dark, null, GroupBy.NONE, 1440, 900);
            }
            done.countDown();
        });
        done.await();
        Platform.exit();
    }

    private static void picture(
            Path folder,
            String name,
            int clients,
            boolean dark,
            @Nullable ZoomLevel zoom,
            GroupBy groupBy,
            int width,
            int height) {
        World world = new World(7, 20, 60, clients);
        TableauModel model = new TableauModel();
        model.arrange(new Arrangement(groupBy, SortBy.NUMBER, ""));
        model.zoom(zoom);
        model.show(world.frame(), 0);
        model.advance(10_000 * MILLIS);
        if (clients >= 24) {
            trouble(world);
        }
        model.show(world.frame(), 10_000 * MILLIS);
        model.advance(10_000 * MILLIS);
        model.advance(20_000 * MILLIS);
        world.stir(4);
        model.show(world.frame(), 20_000 * MILLIS);
        model.advance(20_250 * MILLIS);
        model.select(5, 13L);
        model.hover(22L);
        TableauImage.Options options =
                new TableauImage.Options(width, height, 1, dark, "Parallax", "0 leaks · 0 missing · 0 stale");
        try {
            PngFile.write(
                    TableauImage.paint(model, options, 20_250 * MILLIS),
                    folder.resolve(name + (dark ? "-dark" : "-light") + ".png"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void trouble(World world) {
        world.status(3, Status.OFFLINE, "Offline: two edits wait.");
        world.status(8, Status.SYNCING, "Catching up.");
        world.status(15, Status.SYNC_ERROR, "Sync issue: the server could not send Post.");
        world.marks(3, CardMarks.pending(Set.of(2L, 17L)));
        CardView card = world.cards().get(9);
        List<Row> held = new ArrayList<>(card.posts());
        held.removeIf(row -> row.id() == held.get(4).id());
        Row leaked = world.ids().stream()
                .map(world::post)
                .filter(row -> !card.posts().contains(row))
                .findFirst()
                .orElseThrow();
        long missing = card.posts().get(4).id();
        held.removeIf(row -> row.id() == missing);
        held.add(leaked);
        held.sort(java.util.Comparator.comparingLong(Row::id));
        world.hold(10, held);
        world.marks(
                10,
                new CardMarks(
                        Set.of(),
                        Set.of(held.get(10).id()),
                        Set.of(leaked.id()),
                        Set.of(missing),
                        Set.of(held.get(12).id())));
    }
}

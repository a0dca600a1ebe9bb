package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.ui.paint.PngFile;
import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.selection.Picks;
import dev.parallax.ui.text.Fonts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.VBox;
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
            control(folder, false);
            control(folder, true);
            empty(folder);
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
        model.pick(Picks.of(5, 13));
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

    /// The real control with its legend, as the shell places them.
    private static void control(Path folder, boolean dark) {
        World world = new World(7, 20, 60, 24);
        trouble(world);
        TableauView view = new TableauView();
        view.darkProperty().set(dark);
        view.setPrefSize(900, 660);
        VBox box = new VBox(view, new TableauLegend(view.paletteProperty()));
        box.setStyle("-fx-padding: 0 0 10 0; -fx-font-family: Inter; -fx-font-size: 12; -fx-background-color: "
                + (dark ? "#0e131d" : "#f3f4f7"));
        Scene scene = new Scene(box, 900, 740);
        view.show(world.frame());
        box.applyCss();
        box.layout();
        view.onPulse(1);
        view.onPulse(10_000 * MILLIS);
        view.zoomProperty().set(ZoomLevel.TITLES_SMALL);
        view.selectedClientProperty().set(4);
        view.selectedPostProperty().set(9L);
        view.onPulse(10_001 * MILLIS);
        save(scene.snapshot(null), folder.resolve("control" + (dark ? "-dark" : "-light") + ".png"));
    }

    private static void empty(Path folder) {
        TableauView view = new TableauView();
        Scene scene = new Scene(view, 900, 300);
        view.applyCss();
        view.layout();
        view.show(TableauFrame.EMPTY);
        view.onPulse(1);
        save(scene.snapshot(null), folder.resolve("empty.png"));
        view.show(new TableauFrame(List.of(), java.util.Map.of(), 1_000, 240));
        view.onPulse(2);
        save(scene.snapshot(null), folder.resolve("loading.png"));
    }

    private static void save(Image image, Path file) {
        Surface surface = new Surface((int) image.getWidth(), (int) image.getHeight());
        for (int y = 0; y < surface.height(); y++) {
            for (int x = 0; x < surface.width(); x++) {
                surface.fill(x, y, 1, 1, image.getPixelReader().getArgb(x, y));
            }
        }
        try {
            PngFile.write(surface, file);
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

package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.ui.FxThread;
import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.selection.Picks;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableauPainterTest {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 700;
    private static final long SECOND = 1_000_000_000;

    private final World world = new World(3, 6, 20, 6);
    private final TableauModel model = new TableauModel();
    private final Surface surface = new Surface(WIDTH, HEIGHT);
    private final TableauPainter painter = new TableauPainter();

    @Test
    void paintsEverythingOnceAndThenNothing() {
        TableauPainter.Damage first = start();

        assertThat(first).isEqualTo(new TableauPainter.Damage(0, 0, WIDTH, HEIGHT, 6, 0));
        assertThat(paint(0).isEmpty()).isTrue();
    }

    @Test
    void aHoveredPostPaintsOneCellOnEveryCardAndNoOtherPixel() {
        start();
        Surface before = copy();
        int slot = 4;

        model.hover(model.slots().id(slot));
        TableauPainter.Damage damage = paint(0);

        assertThat(damage.cards()).isZero();
        assertThat(damage.cells()).isEqualTo(6);
        assertOnlyCellsDiffer(before, slot);
    }

    @Test
    void whatOneRoundLeavesOutTheNextOnesPaint() {
        start();
        TableauPainter slow = new TableauPainter(2);
        model.hover(model.slots().id(4));
        for (int round = 0; round < 3; round++) {
            assertThat(slow.paint(model, surface, Palette.LIGHT, 0).cells()).isEqualTo(2);
        }
        assertThat(slow.paint(model, surface, Palette.LIGHT, 0).isEmpty()).isTrue();
        Surface patched = copy();

        model.repaintAll();
        paint(0);

        assertThat(differences(patched)).isZero();
    }

    @Test
    void aCardThatIsSelectedNeverWaits() {
        start();
        model.hover(model.slots().id(4));
        model.pick(Picks.of(6, 0));
        assertThat(new TableauPainter(1).paint(model, surface, Palette.LIGHT, 0).cards())
                .isEqualTo(1);
        assertThat(model.state(6)).satisfies(card -> assertThat(card.dirtyAll).isFalse());
    }

    @Test
    void aChangedPostPaintsOnlyItsCells() {
        start();
        Surface before = copy();
        Row row = world.ids().stream()
                .map(world::post)
                .filter(post -> Boolean.TRUE.equals(post.get("published")))
                .findFirst()
                .orElseThrow();

        world.put(row.with(Map.of("title", "Renamed")));
        model.show(world.frame(), SECOND);
        TableauPainter.Damage damage = paint(SECOND);

        assertThat(damage.cards()).isZero();
        assertThat(damage.cells()).isEqualTo(6);
        assertOnlyCellsDiffer(before, model.slots().slotOf(row.id()));
    }

    @Test
    void afterEveryFlashThePictureIsThatOfAFreshTableau() {
        start();
        for (int round = 1; round <= 20; round++) {
            world.stir(3);
            model.show(world.frame(), round * SECOND / 3);
            model.advance(round * SECOND / 3);
            paint(round * SECOND / 3);
        }
        model.advance(60 * SECOND);
        paint(60 * SECOND);
        Surface patched = copy();

        model.repaintAll();
        paint(60 * SECOND);

        assertThat(differences(patched)).isZero();
    }

    @Test
    void ghostsMarkWhatWouldComeAndGoAndLeaveNoTrace() {
        start();
        Surface before = copy();
        CardView card = world.cards().getFirst();
        long held = card.posts().getFirst().id();
        long absent = world.ids().stream()
                .filter(id -> card.posts().stream().noneMatch(row -> row.id() == id))
                .findFirst()
                .orElseThrow();
        model.ghosts(new Ghosts(Map.of(card.number(), new Ghosts.OfCard(Set.of(absent), Set.of(held)))));
        TableauPainter.Damage damage = paint(SECOND);

        assertThat(damage.cards()).isEqualTo(1);
        int index = model.indexOf(card.number());
        assertThat(corner(index, absent)).isEqualTo(Palette.LIGHT.get(Tint.GAINED));
        assertThat(corner(index, held)).isEqualTo(Palette.LIGHT.get(Tint.LOST));

        model.ghosts(Ghosts.NONE);
        paint(SECOND);
        assertThat(differences(before)).isZero();
    }

    @Test
    void aPostThatNobodyHoldsGetsAPlaceForItsGhost() {
        start();
        assertThat(model.slots().slotOf(9_999)).isNegative();
        model.ghosts(new Ghosts(Map.of(1, new Ghosts.OfCard(Set.of(9_999L), Set.of()))));
        assertThat(model.slots().slotOf(9_999)).isNotNegative();
        paint(SECOND);
        assertThat(corner(model.indexOf(1), 9_999)).isEqualTo(Palette.LIGHT.get(Tint.GAINED));
        model.ghosts(Ghosts.NONE);
        assertThat(model.slots().slotOf(9_999)).isNegative();
    }

    private int corner(int card, long post) {
        Grid grid = model.layout().grid();
        int slot = model.slots().slotOf(post);
        return surface.pixel(
                model.layout().cardX(card) + grid.cellX(slot),
                model.layout().cardY(card) - model.scroll() + grid.cellY(slot));
    }

    @Test
    void selectionAndMarksLeaveNoTraceWhenTheyGo() {
        start();
        Surface before = copy();
        model.pick(Picks.of(3, model.slots().id(2)));
        model.hover(model.slots().id(5));
        world.marks(2, CardMarks.pending(java.util.Set.of(model.slots().id(1))));
        model.show(world.frame(), SECOND);
        paint(SECOND);
        assertThat(differences(before)).isPositive();

        model.pick(Picks.NONE);
        model.hover(null);
        world.marks(2, CardMarks.NONE);
        model.show(world.frame(), SECOND);
        paint(SECOND);

        assertThat(differences(before)).isZero();
    }

    @Test
    void everyZoomLevelPaintsInsideThePicture() {
        start();
        for (ZoomLevel level : ZoomLevel.ALL) {
            model.zoom(level);
            model.scrollTo(37);
            TableauPainter.Damage damage = paint(0);
            assertThat(damage.x() + damage.width()).isLessThanOrEqualTo(WIDTH);
            assertThat(damage.y() + damage.height()).isLessThanOrEqualTo(HEIGHT);
            assertThat(damage.cards()).isPositive();
        }
    }

    private TableauPainter.Damage start() {
        model.resize(WIDTH, HEIGHT, 1);
        model.show(world.frame(), 0);
        return paint(0);
    }

    private TableauPainter.Damage paint(long now) {
        return FxThread.call(() -> painter.paint(model, surface, Palette.LIGHT, now));
    }

    private Surface copy() {
        Surface copy = new Surface(WIDTH, HEIGHT);
        copy.copy(surface, 0, 0);
        return copy;
    }

    private long differences(Surface before) {
        long count = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                count += before.pixel(x, y) == surface.pixel(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    private void assertOnlyCellsDiffer(Surface before, int slot) {
        assertThat(differences(before)).isPositive();
        TableauLayout layout = model.layout();
        Grid grid = layout.grid();
        for (int card = 0; card < layout.count(); card++) {
            before.clip(
                    layout.cardX(card) + grid.cellX(slot),
                    layout.cardY(card) + grid.cellY(slot),
                    grid.cellWidth(),
                    grid.cellHeight());
            for (int y = 0; y < grid.cellHeight(); y++) {
                for (int x = 0; x < grid.cellWidth(); x++) {
                    int atX = layout.cardX(card) + grid.cellX(slot) + x;
                    int atY = layout.cardY(card) + grid.cellY(slot) + y;
                    before.fill(atX, atY, 1, 1, surface.pixel(atX, atY));
                }
            }
        }
        assertThat(differences(before)).isZero();
    }
}

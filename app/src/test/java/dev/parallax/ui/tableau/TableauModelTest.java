package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableauModelTest {
    private static final long SECOND = 1_000_000_000;

    private final World world = new World(3, 6, 20, 6);
    private final TableauModel model = new TableauModel();

    @BeforeEach
    void show() {
        model.resize(900, 700, 1);
        model.show(world.frame(), 0);
        model.advance(0);
    }

    @Test
    void aUserIsFoundByTheirNumberAndNobodyElse() {
        TableauModel model = new TableauModel();
        model.show(new World(1, 3, 4, 7).frame(), 0);

        model.arrange(new Arrangement(GroupBy.NONE, SortBy.NUMBER, "User 3"));

        assertThat(model.order()).extracting(card -> card.view.userId()).containsExactly(3L, 3L);
    }

    @Test
    void samePostHasTheSameSlotOnEveryCard() {
        for (CardState card : model.order()) {
            for (Row row : card.view.posts()) {
                assertThat(card.held(model.slots().slotOf(row.id()))).isEqualTo(row);
            }
        }
        assertThat(model.slots().count()).isEqualTo(20);
    }

    @Test
    void whatAClientLoadsFirstDoesNotFlash() {
        assertThat(model.order())
                .allSatisfy(card -> assertThat(card.flashing.isEmpty()).isTrue());
        assertThat(model.advance(1)).isFalse();
    }

    @Test
    void aPublishedPostFlashesAsArrivedWhereItWasNotAndAsChangedWhereItWas() {
        Row draft = draft();
        long author = model.fields().author(draft);

        world.put(draft.with(Map.of("published", true)));
        model.show(world.frame(), SECOND);

        int slot = model.slots().slotOf(draft.id());
        for (CardState card : model.order()) {
            assertThat(card.flashes[slot]).isEqualTo(card.view.userId() == author ? Flash.CHANGED : Flash.ARRIVED);
        }
    }

    @Test
    void aPostThatLeavesFadesOutAndKeepsItsPlaceMeanwhile() {
        Row published = published();
        int slot = model.slots().slotOf(published.id());

        world.remove(published.id());
        model.show(world.frame(), SECOND);

        CardState card = model.order().getFirst();
        assertThat(card.flashes[slot]).isEqualTo(Flash.LEFT);
        assertThat(card.rows[slot]).isEqualTo(published);
        assertThat(card.held(slot)).isNull();
        assertThat(model.holders().holding(published.id())).isZero();
        assertThat(model.advance(SECOND + SECOND / 2)).isTrue();
        assertThat(model.advance(3 * SECOND)).isFalse();
        assertThat(model.order().getFirst().rows).doesNotContain(published);
    }

    @Test
    void aPostThatComesBackWhileFadingStays() {
        Row published = published();
        world.remove(published.id());
        model.show(world.frame(), SECOND);
        world.put(published);
        model.show(world.frame(), SECOND + 1);
        model.advance(9 * SECOND);

        assertThat(model.holders().holding(published.id())).isEqualTo(6);
        assertThat(model.order())
                .allSatisfy(card -> assertThat(card.held(model.slots().slotOf(published.id())))
                        .isEqualTo(published));
    }

    @Test
    void countsWhoHoldsAPost() {
        assertThat(model.holders().holding(published().id())).isEqualTo(6);
        assertThat(model.holders().holding(draft().id())).isEqualTo(1);
        assertThat(TableauSummary.seenBy(model, draft().id())).isEqualTo("Seen by 1 of 6");
    }

    @Test
    void hoverMarksTheSameSlotOnEveryCardAndNothingElse() {
        paintAway();

        model.hover(model.slots().id(4));

        assertThat(model.order()).allSatisfy(card -> {
            assertThat(card.dirtyAll).isFalse();
            assertThat(card.dirty.stream().toArray()).containsExactly(4);
        });
    }

    @Test
    void anUnchangedFrameMarksNothing() {
        paintAway();

        model.show(world.frame(), SECOND);

        assertThat(model.isDirty()).isFalse();
    }

    @Test
    void hitTellsClientAndPostAndWhetherItIsHeld() {
        int card = 2;
        Row held = model.order().get(card).view.posts().getFirst();

        assertThat(hit(card, model.slots().slotOf(held.id()))).isEqualTo(new Hit.Cell(3, held.id(), true));
        int absent = IntStream.range(0, 20)
                .filter(slot -> model.order().get(card).held(slot) == null)
                .findFirst()
                .orElseThrow();
        assertThat(hit(card, absent)).isEqualTo(new Hit.Cell(3, model.slots().id(absent), false));
        assertThat(model.hitAt(0, 0)).isEqualTo(Hit.NOTHING);
    }

    @Test
    void filterKeepsOnlyTheClientsThatMatch() {
        model.arrange(new Arrangement(GroupBy.NONE, SortBy.NUMBER, "chiara"));

        assertThat(model.order()).extracting(card -> card.view.name()).allMatch(name -> name.startsWith("Chiara"));
    }

    @Test
    void filterThatMatchesNoClientDimsOtherPosts() {
        String title = model.fields().title(published());

        model.arrange(new Arrangement(GroupBy.NONE, SortBy.NUMBER, title));

        assertThat(model.order()).hasSize(6);
        assertThat(model.isDimmed(published())).isFalse();
        assertThat(model.isDimmed(published().with(Map.of("title", "Elsewhere"))))
                .isTrue();
    }

    @Test
    void statusOrderPutsTroubleFirstAndFollowsChanges() {
        model.arrange(new Arrangement(GroupBy.STATUS, SortBy.STATUS, ""));
        world.status(4, Status.SYNC_ERROR, "Sync issue.");
        world.status(2, Status.OFFLINE, "Offline.");

        model.show(world.frame(), SECOND);

        assertThat(model.order()).extracting(card -> card.view.number()).containsExactly(4, 2, 1, 3, 5, 6);
        assertThat(model.layout().headers())
                .extracting(TableauLayout.Header::label)
                .containsExactly("Sync issue", "Offline", "Live");
    }

    @Test
    void removedClientsLeaveNoTrace() {
        world.cards().subList(1, 6).clear();

        model.show(world.frame(), SECOND);

        assertThat(model.order()).hasSize(1);
        assertThat(model.holders().known())
                .containsExactlyInAnyOrderElementsOf(
                        world.cards().getFirst().posts().stream().map(Row::id).toList());
    }

    @Test
    void aNewPostMovesNoCell() {
        model.zoom(ZoomLevel.TITLES);
        Grid before = model.layout().grid();
        world.put(world.row(21, 1, "The newest", true));

        model.show(world.frame(), SECOND);

        assertThat(model.slots().slotOf(21)).isEqualTo(20);
        assertThat(model.layout().grid().cellColumns()).isEqualTo(before.cellColumns());
    }

    @Test
    void scrollStopsAtTheEnds() {
        model.zoom(ZoomLevel.LARGE);

        model.scrollTo(1_000_000);
        assertThat(model.scroll()).isEqualTo(model.layout().contentHeight() - 700);
        model.scrollTo(-5);
        assertThat(model.scroll()).isZero();
    }

    private Hit hit(int card, int slot) {
        Grid grid = model.layout().grid();
        return model.hitAt(
                model.layout().cardX(card) + grid.cellX(slot) + 1,
                model.layout().cardY(card) + grid.cellY(slot) + 1 - model.scroll());
    }

    private void paintAway() {
        model.takeDirtyAll();
        model.order().forEach(card -> {
            card.dirtyAll = false;
            card.dirty.clear();
        });
    }

    private Row published() {
        return world.ids().stream()
                .map(world::post)
                .filter(row -> Boolean.TRUE.equals(row.get("published")))
                .findFirst()
                .orElseThrow();
    }

    private Row draft() {
        return world.ids().stream()
                .map(world::post)
                .filter(row -> Boolean.FALSE.equals(row.get("published")))
                .findFirst()
                .orElseThrow();
    }
}

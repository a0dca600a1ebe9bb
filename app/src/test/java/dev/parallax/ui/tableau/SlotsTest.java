package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots();

    @Test
    void putsPostsInOrderOfTheirIdsWhileLoading() {
        slots.update(Set.of(5L, 9L), false);
        slots.update(Set.of(5L, 9L, 7L), false);

        assertThat(ids()).containsExactly(5, 7, 9);
    }

    @Test
    void appendsNewPostsOnceSettledSoThatNothingMoves() {
        slots.update(Set.of(5L, 9L), false);

        assertThat(slots.update(Set.of(5L, 9L, 7L, 12L), true)).isTrue();

        assertThat(ids()).containsExactly(5, 9, 7, 12);
    }

    @Test
    void keepsThePlaceOfAPostThatIsGone() {
        slots.update(Set.of(1L, 2L, 3L), false);

        assertThat(slots.update(Set.of(1L, 3L), true)).isFalse();

        assertThat(ids()).containsExactly(1, 2, 3);
        assertThat(slots.isFree(1)).isTrue();
        assertThat(slots.slotOf(3)).isEqualTo(2);
    }

    @Test
    void takesBackFreePlacesAtTheEndAtOnce() {
        slots.update(Set.of(1L, 2L, 3L), false);

        assertThat(slots.update(Set.of(1L, 2L), true)).isTrue();

        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void movesUpInOrderWhenAQuarterIsFree() {
        slots.update(Set.of(10L, 20L), false);
        slots.update(withOneTo(40, 10L, 20L), true);
        Set<Long> left = withOneTo(40, 10L, 20L);
        left.removeIf(id -> id > 20 && id < 36);

        slots.update(left, true);

        assertThat(ids()).isSorted().hasSize(left.size());
    }

    @Test
    void saysThatNothingMovedWhenNothingIsNew() {
        slots.update(Set.of(1L, 2L), false);

        assertThat(slots.update(Set.of(1L, 2L), false)).isFalse();
    }

    private static Set<Long> withOneTo(int last, Long... more) {
        Set<Long> ids = new LinkedHashSet<>(List.of(more));
        LongStream.rangeClosed(1, last).forEach(ids::add);
        return ids;
    }

    private List<Integer> ids() {
        return java.util.stream.IntStream.range(0, slots.count())
                .mapToObj(slot -> (int) slots.id(slot))
                .toList();
    }
}

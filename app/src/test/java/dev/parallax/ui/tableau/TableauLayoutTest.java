package dev.parallax.ui.tableau;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableauLayoutTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    # clients, width, height, detail
                         1,  900,  700, READABLE
                         3,  900,  700, TITLES
                        24,  900,  700, TITLES
                       100,  900,  700, DOTS
                      1000,  900,  700, DOTS
                     10000,  900,  700, HEAT
                     10000, 1440,  900, HEAT
                    """)
    void fitsAllCardsIntoTheWindow(int clients, int width, int height, ZoomLevel.Detail detail) {
        TableauLayout layout = layout(clients, width, height, 1, null);

        assertThat(layout.level().detail()).isEqualTo(detail);
        assertThat(layout.contentHeight()).isLessThanOrEqualTo(height);
        int last = layout.count() - 1;
        assertThat(layout.cardY(last) + layout.grid().cardHeight()).isLessThanOrEqualTo(height);
        for (int card = 0; card < layout.count(); card++) {
            assertThat(layout.cardX(card) + layout.grid().cardWidth()).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void theDefaultWindowShowsFourColumnsOfSixCards() {
        TableauLayout layout = layout(24, 900, 700, 1, null);

        assertThat(layout.cardColumns()).isEqualTo(4);
        assertThat(layout.count()).isEqualTo(24);
    }

    @Test
    void doublesEveryMeasureOnAScreenOfDoubleScale() {
        TableauLayout once = layout(24, 900, 700, 1, ZoomLevel.TITLES);
        TableauLayout twice = layout(24, 1800, 1400, 2, ZoomLevel.TITLES);

        assertThat(twice.cardColumns()).isEqualTo(once.cardColumns());
        assertThat(twice.grid().cellHeight())
                .isBetween(2 * once.grid().cellHeight(), 2 * once.grid().cellHeight() + 1);
    }

    @Test
    void findsTheCardAndTheSlotUnderEveryCell() {
        TableauLayout layout = layout(24, 900, 700, 1, null);
        Grid grid = layout.grid();

        for (int card = 0; card < layout.count(); card++) {
            for (int slot = 0; slot < 60; slot++) {
                int x = layout.cardX(card) + grid.cellX(slot) + grid.cellWidth() / 2;
                int y = layout.cardY(card) + grid.cellY(slot) + grid.cellHeight() / 2;
                assertThat(layout.cardAt(x, y)).isEqualTo(card);
                assertThat(layout.slotAt(card, x, y)).isEqualTo(slot);
            }
        }
    }

    @Test
    void theGutterBelongsToTheCardButToNoSlot() {
        TableauLayout layout = layout(24, 900, 700, 1, null);
        int x = layout.cardX(5) - layout.grid().gutter() / 2;
        int y = layout.cardY(5) + 3;

        assertThat(layout.cardAt(x, y)).isEqualTo(5);
        assertThat(layout.slotAt(5, x, y)).isEqualTo(-1);
        assertThat(layout.cardAt(1, 1)).isEqualTo(-1);
    }

    @Test
    void cardsOfDifferentGroupsNeverShareARow() {
        TableauLayout layout = TableauLayout.of(new TableauLayout.Request(
                900,
                700,
                1,
                ZoomLevel.TITLES,
                60,
                List.of(new TableauLayout.Request.Group("admin", 1), new TableauLayout.Request.Group("user", 5))));

        assertThat(layout.headers()).extracting(TableauLayout.Header::label).containsExactly("admin", "user");
        assertThat(layout.cardY(1)).isGreaterThan(layout.headers().get(1).y());
        assertThat(layout.cardY(0) + layout.grid().cardHeight())
                .isLessThan(layout.headers().get(1).y());
    }

    @ParameterizedTest
    @CsvSource({"0, 60, 0.1, 0.1", "5, 0, 1, 1", "1, 5000, 1, 1"})
    void survivesWorldsAndWindowsOfExtremeSizes(int clients, int posts, double width, double height) {
        for (@Nullable ZoomLevel zoom : new @Nullable ZoomLevel[] {null, ZoomLevel.HEAT_SMALL, ZoomLevel.LARGE}) {
            TableauLayout layout = TableauLayout.of(new TableauLayout.Request(
                    (int) Math.ceil(width),
                    (int) Math.ceil(height),
                    1,
                    zoom,
                    posts,
                    List.of(new TableauLayout.Request.Group("", clients))));

            assertThat(layout.count()).isEqualTo(clients);
        }
    }

    private static TableauLayout layout(int clients, int width, int height, double scale, @Nullable ZoomLevel zoom) {
        return TableauLayout.of(new TableauLayout.Request(
                width, height, scale, zoom, 60, List.of(new TableauLayout.Request.Group("", clients))));
    }
}

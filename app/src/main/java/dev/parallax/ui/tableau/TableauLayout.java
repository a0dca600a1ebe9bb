package dev.parallax.ui.tableau;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where every card is. Device pixels from the top left of the whole content, of which the window shows a part.
/// Immutable.
final class TableauLayout {
    static final double MARGIN = 12;
    static final double HEADER_HEIGHT = 28;
    /// Before any post is known cards still look like cards.
    private static final int SLOTS_MIN = 12;

    /// Cells grow this much to fill the width.
    private static final double STRETCH_X_MAX = 0.8;

    private static final double STRETCH_Y_MAX = 0.6;
    private static final int CELL_COLUMNS_MAX = 40;
    /// Width to height of a card that reads well where the height is free.
    private static final double ASPECT = 1.7;

    /// What a layout is made for.
    ///
    /// @param scale device pixels in a logical pixel
    /// @param zoom null to fit everything into the window
    /// @param groups cards under each heading; one without a label has no heading
    record Request(
            int width, int height, double scale, @Nullable ZoomLevel zoom, int slots, List<Group> groups) {
        record Group(String label, int count) {}
    }

    /// A heading's place.
    record Header(int y, String label, int count) {}

    private final Request request;
    private final Grid grid;
    private final int cardColumns;
    private final int[] x;
    private final int[] y;
    private final List<Header> headers = new ArrayList<>();
    private final int contentHeight;

    private TableauLayout(Request request, Grid grid) {
        this.request = request;
        this.grid = grid;
        this.cardColumns = columns(request, grid);
        int margin = Grid.pixels(MARGIN, request.scale);
        int count = request.groups.stream().mapToInt(Request.Group::count).sum();
        x = new int[count];
        y = new int[count];
        int card = 0;
        int top = margin;
        for (Request.Group group : request.groups) {
            if (!group.label().isEmpty()) {
                headers.add(new Header(top, group.label(), group.count()));
                top += Grid.pixels(HEADER_HEIGHT, request.scale);
            }
            for (int index = 0; index < group.count(); index++) {
                x[card] = margin + index % cardColumns * grid.pitchX();
                y[card] = top + index / cardColumns * grid.pitchY();
                card++;
            }
            top += rows(group.count(), cardColumns) * grid.pitchY();
        }
        contentHeight = top - (count == 0 ? 0 : grid.betweenY()) + margin;
    }

    static TableauLayout of(Request request) {
        if (request.zoom != null) {
            return new TableauLayout(request, filled(request, request.zoom, preferredColumns(request, request.zoom)));
        }
        for (ZoomLevel level : ZoomLevel.ALL.reversed()) {
            TableauLayout fitting = fit(request, level);
            if (fitting != null) {
                return fitting;
            }
        }
        return new TableauLayout(request, filled(request, ZoomLevel.HEAT_SMALL, 1));
    }

    /// The layout for a request that differs from the one before only in the number of posts: the same columns
    /// as long as that fits, so that cells stay where they are.
    static TableauLayout keeping(TableauLayout before, Request request) {
        TableauLayout same = new TableauLayout(
                request, filled(request, before.level(), Math.min(before.grid.cellColumns(), slots(request))));
        boolean fits = request.zoom != null || same.contentHeight <= request.height;
        return fits ? same : of(request);
    }

    private static @Nullable TableauLayout fit(Request request, ZoomLevel level) {
        Grid best = null;
        int columnsMax = level.detail() == ZoomLevel.Detail.HEAT ? 1 : Math.min(slots(request), CELL_COLUMNS_MAX);
        for (int columns = 1; columns <= columnsMax; columns++) {
            Grid tried = filled(request, level, columns);
            boolean fits = height(request, tried) <= request.height && tried.pitchX() <= request.width;
            if (fits && (best == null || score(tried) > score(best))) {
                best = tried;
            }
        }
        return best == null ? null : new TableauLayout(request, best);
    }

    /// The height of all content, without placing every card.
    private static int height(Request request, Grid grid) {
        int columns = columns(request, grid);
        int height = 2 * Grid.pixels(MARGIN, request.scale) - grid.betweenY();
        for (Request.Group group : request.groups) {
            height += rows(group.count(), columns) * grid.pitchY()
                    + (group.label().isEmpty() ? 0 : Grid.pixels(HEADER_HEIGHT, request.scale));
        }
        return height;
    }

    /// Larger cells are better, and cards that are neither towers nor ribbons.
    private static double score(Grid grid) {
        double aspect = (double) grid.cardWidth() / grid.cardHeight();
        double shape = Math.abs(Math.log(aspect / ASPECT));
        return grid.cellWidth() * (double) grid.cellHeight() / (1 + shape * shape);
    }

    private static int preferredColumns(Request request, ZoomLevel level) {
        if (level.detail() == ZoomLevel.Detail.HEAT) {
            return 1;
        }
        int slots = slots(request);
        double ideal = Math.sqrt(slots * ASPECT * (level.cellHeight + level.gap) / (level.cellWidth + level.gap));
        double room = request.width / request.scale - 2 * MARGIN - level.gutter - 2 * level.padding;
        int widest = (int) Math.max(1, room / (level.cellWidth + level.gap));
        return Math.clamp(Math.round(ideal), 1, Math.min(slots, widest));
    }

    /// The level's measures, stretched to use the window's width, and its height if everything fits into it.
    private static Grid filled(Request request, ZoomLevel level, int cellColumns) {
        int slots = level.detail() == ZoomLevel.Detail.HEAT ? 1 : slots(request);
        Grid natural = Grid.natural(level, request.scale, slots, cellColumns);
        int margin = Grid.pixels(MARGIN, request.scale);
        int columns = columns(request, natural);
        int roomX = (request.width - 2 * margin + natural.betweenX()) / columns - natural.pitchX();
        int extraX = Math.clamp(roomX / cellColumns, 0, Math.max(1, (int) (natural.cellWidth() * STRETCH_X_MAX)));
        int rows = 0;
        int headers = 0;
        for (Request.Group group : request.groups) {
            rows += rows(group.count(), columns);
            headers += group.label().isEmpty() ? 0 : 1;
        }
        int roomY = rows == 0
                ? 0
                : (request.height
                                        - 2 * margin
                                        - headers * Grid.pixels(HEADER_HEIGHT, request.scale)
                                        + natural.betweenY())
                                / rows
                        - natural.pitchY();
        int extraY =
                Math.clamp(roomY / natural.cellRows(), 0, Math.max(1, (int) (natural.cellHeight() * STRETCH_Y_MAX)));
        if (level.detail() == ZoomLevel.Detail.HEAT) {
            extraX = Math.min(extraX, extraY);
            extraY = extraX;
        }
        Grid stretched = natural.stretched(extraX, extraY);
        int spareX = Math.min(roomX - extraX * cellColumns, natural.betweenX());
        int spareY = Math.min(roomY - extraY * natural.cellRows(), natural.betweenY());
        return level.detail() == ZoomLevel.Detail.HEAT
                ? stretched
                : stretched.withPitch(
                        stretched.pitchX() + Math.max(0, spareX), stretched.pitchY() + Math.max(0, spareY));
    }

    private static int columns(Request request, Grid grid) {
        int room = request.width - 2 * Grid.pixels(MARGIN, request.scale) + grid.betweenX();
        int largest =
                request.groups.stream().mapToInt(Request.Group::count).max().orElse(1);
        return Math.clamp(room / grid.pitchX(), 1, Math.max(1, largest));
    }

    private static int slots(Request request) {
        return Math.max(SLOTS_MIN, request.slots);
    }

    private static int rows(int count, int columns) {
        return (count + columns - 1) / columns;
    }

    Request request() {
        return request;
    }

    Grid grid() {
        return grid;
    }

    ZoomLevel level() {
        return grid.level();
    }

    int cardColumns() {
        return cardColumns;
    }

    int contentHeight() {
        return contentHeight;
    }

    List<Header> headers() {
        return headers;
    }

    int count() {
        return x.length;
    }

    /// The left edge of the card itself, right of its gutter.
    int cardX(int card) {
        return x[card] + grid.gutter();
    }

    int cardY(int card) {
        return y[card];
    }

    /// The card whose gutter or body is at a point of the content, or -1.
    int cardAt(int atX, int atY) {
        for (int card = 0; card < x.length; card++) {
            if (atX >= x[card]
                    && atY >= y[card]
                    && atX < x[card] + grid.gutter() + grid.cardWidth()
                    && atY < y[card] + grid.cardHeight()) {
                return card;
            }
        }
        return -1;
    }

    /// A rectangle of the content.
    record Area(int x, int y, int width, int height) {
        boolean meets(int left, int top, int otherWidth, int otherHeight) {
            return x < left + otherWidth && left < x + width && y < top + otherHeight && top < y + height;
        }
    }

    /// Whether any of a card, or of its name, lies in `area`.
    boolean isCardIn(int card, Area area) {
        return area.meets(x[card], y[card], grid.gutter() + grid.cardWidth(), grid.cardHeight());
    }

    /// Whether any of a place in a card lies in `area`.
    boolean isSlotIn(int card, int slot, Area area) {
        return area.meets(
                cardX(card) + grid.cellX(slot), y[card] + grid.cellY(slot), grid.cellWidth(), grid.cellHeight());
    }

    /// The place in a card at a point of the content, or -1. The gap below and right of a cell belongs to it,
    /// so that moving the pointer along does not flicker.
    int slotAt(int card, int atX, int atY) {
        int insideX = atX - cardX(card) - grid.padding();
        int insideY = atY - y[card] - grid.padding();
        if (grid.level().detail() == ZoomLevel.Detail.HEAT || insideX < 0 || insideY < 0) {
            return -1;
        }
        int column = insideX / (grid.cellWidth() + grid.gap());
        int row = insideY / (grid.cellHeight() + grid.gap());
        int slot = row * grid.cellColumns() + column;
        return column < grid.cellColumns() && slot < request.slots ? slot : -1;
    }
}

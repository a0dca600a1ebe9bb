package dev.parallax.ui.matrix;

import dev.parallax.ui.tableau.Arrangement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where lines and columns are, in device pixels. The cells scroll; the titles above and the names at the left stay.
/// Immutable.
final class MatrixLayout {
    /// Sides of a cell to choose from, in logical pixels.
    static final List<Integer> SIZES = List.of(2, 3, 5, 8, 12, 16, 20, 26, 34);

    private static final double HEADING = 22;
    private static final double LEFT_NAMED = 158;
    private static final double LEFT_BARS = 26;
    private static final double TOP_TITLED = 150;
    private static final double TOP_BARS = 26;
    /// The width of a scroll bar.
    static final double SCROLL_BAR = 11;

    private static final double CELL_MIN = 2;
    private static final double CELL_WIDTH_MAX = 30;
    private static final double CELL_HEIGHT_MAX = 24;
    /// Smaller cells leave no room for a name or a title beside them.
    private static final double TEXT_MIN = 11;
    private static final double TITLE_MIN = 9;

    /// From this size on a gap divides cells.
    private static final double GAPPED_MIN = 5;

    /// What a layout is made for.
    ///
    /// @param size the side of a cell in logical pixels; null to fit everything into the window
    record Request(
            int width, int height, double scale, @Nullable Integer size) {}

    /// A heading over clients; `top` is from the first line's top.
    record Heading(int top, String label, int count) {}

    private final Request request;
    private final int[] tops;
    private final List<Heading> headings = new ArrayList<>();
    private final int columnCount;
    private final int left;
    private final int top;
    private final int cellWidth;
    private final int cellHeight;
    private final int contentHeight;

    private MatrixLayout(
            Request request, List<? extends Arrangement.Group<?>> groups, int columns, double width, double height) {
        this.request = request;
        columnCount = columns;
        cellWidth = Math.max(pixels(CELL_MIN), (int) width);
        cellHeight = Math.max(pixels(CELL_MIN), (int) height);
        left = left(request, cellHeight);
        top = top(request, cellWidth);
        int lines = groups.stream().mapToInt(group -> group.cards().size()).sum();
        tops = new int[lines];
        int y = 0;
        int line = 0;
        for (Arrangement.Group<?> group : groups) {
            if (!group.label().isEmpty()) {
                headings.add(new Heading(y, group.label(), group.cards().size()));
                y += pixels(HEADING);
            }
            for (int index = 0; index < group.cards().size(); index++) {
                tops[line++] = y;
                y += cellHeight;
            }
        }
        contentHeight = y;
    }

    static MatrixLayout of(Request request, List<? extends Arrangement.Group<?>> groups, int columns) {
        Integer size = request.size();
        if (size != null) {
            double side = size * request.scale();
            return new MatrixLayout(request, groups, columns, side, side);
        }
        int lines = groups.stream().mapToInt(group -> group.cards().size()).sum();
        long headings =
                groups.stream().filter(group -> !group.label().isEmpty()).count();
        double scale = request.scale();
        double roomDown = request.height() - headings * HEADING * scale;
        double height = fitting(roomDown - TOP_TITLED * scale, lines, CELL_HEIGHT_MAX * scale);
        double width = 0;
        // Names need room that the columns then lack, and titles room that the lines lack: twice settles it.
        for (int round = 0; round < 2; round++) {
            width = fitting(request.width() - left(request, (int) height), columns, CELL_WIDTH_MAX * scale);
            height = fitting(roomDown - top(request, (int) width), lines, CELL_HEIGHT_MAX * scale);
        }
        return new MatrixLayout(request, groups, columns, width, height);
    }

    private static double fitting(double room, int count, double max) {
        return Math.clamp(Math.floor(room / Math.max(1, count)), 1, max);
    }

    private static int left(Request request, int cellHeight) {
        return (int) Math.round(request.scale() * (cellHeight >= TEXT_MIN * request.scale() ? LEFT_NAMED : LEFT_BARS));
    }

    private static int top(Request request, int cellWidth) {
        return (int) Math.round(request.scale() * (cellWidth >= TITLE_MIN * request.scale() ? TOP_TITLED : TOP_BARS));
    }

    int pixels(double logical) {
        return (int) Math.round(logical * request.scale());
    }

    Request request() {
        return request;
    }

    /// Where cells begin: the width of the names.
    int left() {
        return left;
    }

    /// Where cells begin: the height of the titles.
    int top() {
        return top;
    }

    int cellWidth() {
        return cellWidth;
    }

    int cellHeight() {
        return cellHeight;
    }

    int headingHeight() {
        return pixels(HEADING);
    }

    boolean hasNames() {
        return left >= pixels(LEFT_NAMED);
    }

    boolean hasTitles() {
        return top >= pixels(TOP_TITLED);
    }

    /// Between cells, part of each.
    int gap() {
        return Math.min(cellWidth, cellHeight) >= pixels(GAPPED_MIN) ? Math.max(1, pixels(1)) : 0;
    }

    List<Heading> headings() {
        return headings;
    }

    int lines() {
        return tops.length;
    }

    int columns() {
        return columnCount;
    }

    /// A line's top from the first line's top.
    int topOf(int line) {
        return tops[line];
    }

    int contentWidth() {
        return columnCount * cellWidth;
    }

    int contentHeight() {
        return contentHeight;
    }

    /// Where the other bar shows, what it covers can be scrolled free of it.
    int scrollXMax() {
        int beyond = left + contentWidth() - request.width();
        boolean barred = top + contentHeight > request.height();
        return beyond <= 0 ? 0 : beyond + (barred ? pixels(SCROLL_BAR) : 0);
    }

    int scrollYMax() {
        int beyond = top + contentHeight - request.height();
        boolean barred = left + contentWidth() > request.width();
        return beyond <= 0 ? 0 : beyond + (barred ? pixels(SCROLL_BAR) : 0);
    }

    /// The first line that reaches below a place, counted from the first line's top.
    int firstLineBelow(int y) {
        int low = 0;
        int high = tops.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tops[middle] + cellHeight > y) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// The line at a place of the content, or -1.
    int lineAt(int y) {
        int line = y < 0 ? -1 : firstLineBelow(y);
        return line >= 0 && line < tops.length && tops[line] <= y ? line : -1;
    }

    /// The column at a place of the content, or -1.
    int columnAt(int x) {
        return x < 0 || x >= contentWidth() ? -1 : x / cellWidth;
    }
}

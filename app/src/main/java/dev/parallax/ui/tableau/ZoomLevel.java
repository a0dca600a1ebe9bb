package dev.parallax.ui.tableau;

import java.util.List;

/// How large cards and cells are drawn and how much they say. Sizes are logical pixels; the layout stretches
/// cells a little to fill the width.
///
/// From one heat-map cell for each client, for ten thousand of them, up to titles that read like a list.
public enum ZoomLevel {
    HEAT_SMALL(Detail.HEAT, 6, 6, 1, 0, 0, 0, 0, 0),
    HEAT_MEDIUM(Detail.HEAT, 9, 9, 2, 0, 0, 0, 0, 0),
    HEAT_LARGE(Detail.HEAT, 16, 16, 2, 0, 0, 0, 0, 0),
    DOTS_TINY(Detail.DOTS, 2, 2, 0, 1, 0, 3, 0, 0),
    DOTS_SMALL(Detail.DOTS, 4, 4, 1, 2, 0, 5, 0, 0),
    DOTS_NAMED(Detail.DOTS, 5, 4, 1, 2, 60, 7, 0, 8.5),
    DOTS(Detail.DOTS, 9, 6, 1, 3, 62, 8, 0, 9),
    TITLES_NARROW(Detail.TITLES, 18, 8, 1, 4, 64, 8, 7, 10),
    TITLES_TINY(Detail.TITLES, 22, 8, 1, 4, 68, 8, 7, 11),
    TITLES_SMALL(Detail.TITLES, 38, 12, 1, 5, 68, 12, 8.5, 11),
    TITLES(Detail.TITLES, 60, 15, 2, 6, 70, 14, 10.5, 12),
    READABLE(Detail.READABLE, 116, 20, 2, 7, 84, 16, 12, 13),
    LARGE(Detail.READABLE, 170, 25, 3, 8, 96, 20, 13, 14);

    /// From the smallest to the largest.
    public static final List<ZoomLevel> ALL = List.of(values());

    /// What a cell says.
    public enum Detail {
        /// One cell for a whole client.
        HEAT,
        /// One coloured cell for each post.
        DOTS,
        /// Tiny titles.
        TITLES,
        /// Titles to read, with the author's initials.
        READABLE
    }

    final Detail detail;
    final double cellWidth;
    final double cellHeight;
    final double gap;
    final double padding;
    /// Left of the card, for the name; 0 leaves names to the tooltip.
    final double gutter;
    final double cardGap;
    final double titleSize;
    final double nameSize;

    ZoomLevel(
            Detail detail,
            double cellWidth,
            double cellHeight,
            double gap,
            double padding,
            double gutter,
            double cardGap,
            double titleSize,
            double nameSize) {
        this.detail = detail;
        this.cellWidth = cellWidth;
        this.cellHeight = cellHeight;
        this.gap = gap;
        this.padding = padding;
        this.gutter = gutter;
        this.cardGap = cardGap;
        this.titleSize = titleSize;
        this.nameSize = nameSize;
    }

    public Detail detail() {
        return detail;
    }

    /// The next larger level, or this one.
    public ZoomLevel in() {
        return ALL.get(Math.min(ALL.size() - 1, ALL.indexOf(this) + 1));
    }

    /// The next smaller level, or this one.
    public ZoomLevel out() {
        return ALL.get(Math.max(0, ALL.indexOf(this) - 1));
    }
}

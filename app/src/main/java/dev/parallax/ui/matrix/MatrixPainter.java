package dev.parallax.ui.matrix;

import dev.parallax.ui.matrix.MatrixModel.Line;
import dev.parallax.ui.paint.GlyphAtlas;
import dev.parallax.ui.paint.GlyphAtlases;
import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.selection.Picks;
import dev.parallax.ui.tableau.CardView;
import dev.parallax.ui.tableau.Ghosts;
import dev.parallax.ui.tableau.Marks;
import dev.parallax.ui.tableau.Palette;
import dev.parallax.ui.tableau.Tint;
import dev.parallax.ui.text.Fonts;
import org.jspecify.annotations.Nullable;

/// Paints what of a matrix is in the window: cells first, and over them the names and titles, which stay while the
/// cells scroll. FX thread only.
final class MatrixPainter {
    private static final double NAME = 11.5;
    private static final double COUNT = 10.5;
    private static final double TITLE = 11;
    private static final double HEADING_TEXT = 12;
    /// Under the titles, for how many hold the post.
    private static final double COUNT_ROOM = 42;

    /// What is looked at.
    ///
    /// @param hoveredLine places of lines and columns; -1 for none
    /// @param selectedLine of the client that leads
    /// @param picks all that is selected
    record Look(
            int scrollX,
            int scrollY,
            int hoveredLine,
            int hoveredColumn,
            int selectedLine,
            int selectedColumn,
            Picks picks) {}

    private final MatrixModel model;
    private final MatrixLayout layout;
    private final Surface surface;
    private final Palette palette;
    private final Look look;
    private final MatrixCells cells;
    private final int line;

    private MatrixPainter(MatrixModel model, MatrixLayout layout, Surface surface, Palette palette, Look look) {
        this.model = model;
        this.layout = layout;
        this.surface = surface;
        this.palette = palette;
        this.look = look;
        line = Math.max(1, layout.pixels(1));
        cells = new MatrixCells(surface, palette, line);
    }

    static void paint(MatrixModel model, MatrixLayout layout, Surface surface, Palette palette, Look look) {
        new MatrixPainter(model, layout, surface, palette, look).paint();
    }

    private void paint() {
        surface.unclip();
        surface.fill(0, 0, surface.width(), surface.height(), palette.get(Tint.BACKGROUND));
        int firstLine = layout.firstLineBelow(look.scrollY());
        int firstColumn = Math.max(0, look.scrollX() / layout.cellWidth());
        for (int index = firstLine; index < layout.lines() && y(index) < surface.height(); index++) {
            cells(index, firstColumn);
        }
        bands();
        names(firstLine);
        titles(firstColumn);
        corner();
    }

    private int y(int index) {
        return layout.top() + layout.topOf(index) - look.scrollY();
    }

    private int x(int column) {
        return layout.left() + column * layout.cellWidth() - look.scrollX();
    }

    private void cells(int index, int firstColumn) {
        CardView card = model.order().get(index).card();
        Ghosts.OfCard ghosts = model.ghosts().of(card.number());
        boolean haunted = !ghosts.gained().isEmpty() || !ghosts.lost().isEmpty();
        int gap = layout.gap();
        int width = layout.cellWidth() - gap;
        int height = layout.cellHeight() - gap;
        int y = y(index);
        for (int column = firstColumn; column < layout.columns(); column++) {
            int x = x(column);
            if (x >= surface.width()) {
                return;
            }
            Long post = model.columns().get(column);
            CellState state = model.state(card, post);
            cells.paint(state, x, y, width, height);
            if (haunted) {
                if (!state.isHeld() && ghosts.gained().contains(post)) {
                    cells.ghost(true, x, y, width, height);
                } else if (state.isHeld() && ghosts.lost().contains(post)) {
                    cells.ghost(false, x, y, width, height);
                }
            }
        }
    }

    /// The line and the column under the pointer, and the selected ones with the cell where they meet.
    private void bands() {
        int gap = layout.gap();
        int right = Math.min(surface.width(), layout.left() + layout.contentWidth() - look.scrollX());
        int bottom = Math.min(surface.height(), layout.top() + layout.contentHeight() - look.scrollY());
        int wash = palette.get(Tint.HOVER, 0.10);
        if (look.hoveredLine() >= 0) {
            surface.fill(layout.left(), y(look.hoveredLine()), right - layout.left(), layout.cellHeight() - gap, wash);
        }
        if (look.hoveredColumn() >= 0) {
            surface.fill(x(look.hoveredColumn()), layout.top(), layout.cellWidth() - gap, bottom - layout.top(), wash);
        }
        if (look.picks().isMany()) {
            others(right, bottom);
        }
        int ink = palette.get(Tint.SELECTION);
        int half = palette.get(Tint.SELECTION, 0.55);
        if (look.selectedLine() >= 0) {
            int y = y(look.selectedLine());
            surface.fill(layout.left(), y - line, right - layout.left(), line, half);
            surface.fill(layout.left(), y + layout.cellHeight() - gap, right - layout.left(), line, half);
        }
        if (look.selectedColumn() >= 0) {
            int x = x(look.selectedColumn());
            surface.fill(x - line, layout.top(), line, bottom - layout.top(), half);
            surface.fill(x + layout.cellWidth() - gap, layout.top(), line, bottom - layout.top(), half);
        }
        if (look.selectedLine() >= 0 && look.selectedColumn() >= 0) {
            surface.frame(
                    x(look.selectedColumn()) - line,
                    y(look.selectedLine()) - line,
                    layout.cellWidth() - gap + 2 * line,
                    layout.cellHeight() - gap + 2 * line,
                    2 * line,
                    ink);
        }
    }

    /// Where selected clients and posts meet.
    private void others(int right, int bottom) {
        int gap = layout.gap();
        for (int index = layout.firstLineBelow(look.scrollY()); index < layout.lines() && y(index) < bottom; index++) {
            int y = y(index);
            if (!look.picks().clients().contains(model.order().get(index).card().number())) {
                continue;
            }
            for (Long post : look.picks().posts()) {
                int column = model.columnOf(post);
                if (column >= 0 && x(column) < right) {
                    surface.frame(
                            x(column),
                            y,
                            layout.cellWidth() - gap,
                            layout.cellHeight() - gap,
                            2 * line,
                            palette.get(Tint.SELECTION));
                }
            }
        }
    }

    private void names(int firstLine) {
        surface.fill(0, 0, layout.left(), surface.height(), palette.get(Tint.BACKGROUND));
        GlyphAtlas name = face(Fonts.REGULAR, NAME);
        GlyphAtlas count = face(Fonts.REGULAR, COUNT);
        for (int index = firstLine; index < layout.lines() && y(index) < surface.height(); index++) {
            Line each = model.order().get(index);
            if (layout.hasNames()) {
                name(each.card(), index, name, count);
            } else {
                bar(each.card(), y(index));
            }
        }
        GlyphAtlas bold = face(Fonts.SEMI_BOLD, HEADING_TEXT);
        for (MatrixLayout.Heading heading : layout.headings()) {
            heading(heading, bold);
        }
    }

    private void heading(MatrixLayout.Heading heading, GlyphAtlas bold) {
        int y = layout.top() + heading.top() - look.scrollY();
        int height = layout.headingHeight();
        if (y + height < layout.top() || y > surface.height()) {
            return;
        }
        surface.fill(0, y, surface.width(), height, palette.get(Tint.BACKGROUND));
        int baseline = bold.centredBaseline(y, height);
        double end = surface.text(bold, heading.label(), layout.pixels(10), baseline, palette.get(Tint.HEADING));
        surface.text(bold, "  " + heading.count(), end, baseline, palette.get(Tint.MUTED));
    }

    /// The user's name with the status before it, and at the right how many posts are held of those permitted.
    private void name(CardView card, int index, GlyphAtlas face, GlyphAtlas small) {
        int y = y(index);
        int height = layout.cellHeight() - layout.gap();
        boolean selected = look.picks().clients().contains(card.number());
        if (selected || index == look.hoveredLine()) {
            surface.fill(0, y, layout.left(), height, palette.get(selected ? Tint.SELECTION : Tint.HOVER, 0.10));
        }
        int mark = Math.min(height - 2 * line, layout.pixels(11));
        Marks.status(surface, palette, card.status(), layout.pixels(6), y + (height - mark) / 2.0, mark);
        int permitted = model.permitted(card);
        String figure = permitted < 0 ? "" + card.posts().size() : card.posts().size() + "/" + permitted;
        double right = layout.left() - layout.pixels(8);
        boolean wrong =
                !card.marks().leaked().isEmpty() || !card.marks().missing().isEmpty();
        double start = right - small.width(figure);
        surface.text(
                small, figure, start, small.centredBaseline(y, height), palette.get(wrong ? Tint.ERROR : Tint.MUTED));
        int nameLeft = layout.pixels(6) + layout.pixels(11) + layout.pixels(8);
        String text = face.fit(
                card.role().equals("user") ? card.name() : card.name() + " · " + card.role(),
                start - nameLeft - layout.pixels(6));
        surface.text(
                face,
                text,
                nameLeft,
                face.centredBaseline(y, height),
                palette.get(selected ? Tint.SELECTION : Tint.NAME));
    }

    /// How much of what is permitted is held, where there is no room to say it in words.
    private void bar(CardView card, int y) {
        int room = layout.left() - layout.pixels(6);
        int of = Math.max(1, Math.max(card.posts().size(), model.permitted(card)));
        int length = room * card.posts().size() / of;
        int height = layout.cellHeight() - layout.gap();
        boolean wrong =
                !card.marks().leaked().isEmpty() || !card.marks().missing().isEmpty();
        surface.fill(layout.pixels(2), y, room, height, palette.get(Tint.CARD_LINE));
        surface.fill(layout.pixels(2), y, length, height, palette.get(wrong ? Tint.WRONG : Tint.PUBLISHED_DOT));
    }

    private void titles(int firstColumn) {
        surface.fill(0, 0, surface.width(), layout.top(), palette.get(Tint.BACKGROUND));
        Surface strip = new Surface(Math.max(1, layout.top()), Math.max(1, layout.cellWidth() - layout.gap()));
        // A narrow column takes smaller letters.
        double fitting = layout.cellWidth() / layout.request().scale() - 0.5;
        GlyphAtlas face = face(Fonts.REGULAR, Math.min(TITLE, fitting));
        GlyphAtlas small = face(Fonts.REGULAR, Math.min(COUNT, fitting));
        surface.clip(layout.left(), 0, surface.width() - layout.left(), layout.top());
        for (int column = firstColumn; column < layout.columns() && x(column) < surface.width(); column++) {
            if (layout.hasTitles()) {
                title(column, strip, face, small);
            } else {
                post(column);
            }
        }
        surface.unclip();
    }

    /// Written upwards: how many hold it of those who may, then the title.
    private void title(int column, Surface strip, GlyphAtlas face, GlyphAtlas small) {
        Long post = model.columns().get(column);
        boolean selected = look.picks().posts().contains(post);
        strip.fill(0, 0, strip.width(), strip.height(), palette.get(Tint.BACKGROUND));
        if (selected || column == look.hoveredColumn()) {
            strip.fill(0, 0, strip.width(), strip.height(), palette.get(selected ? Tint.SELECTION : Tint.HOVER, 0.10));
        }
        int permitted = model.permittedTo(post);
        String figure = permitted < 0 ? "" + model.holding(post) : model.holding(post) + "/" + permitted;
        double begin = layout.pixels(6);
        strip.text(small, figure, begin, small.centredBaseline(0, strip.height()), palette.get(Tint.MUTED));
        double start = begin + layout.pixels(COUNT_ROOM);
        String title = face.fit(model.title(post), strip.width() - start - layout.pixels(6));
        strip.text(
                face,
                title,
                start,
                face.centredBaseline(0, strip.height()),
                palette.get(selected ? Tint.SELECTION : Tint.NAME));
        surface.copyTurned(strip, x(column), 0);
    }

    /// How many of all clients hold it, where there is no room to say it in words.
    private void post(int column) {
        Long post = model.columns().get(column);
        int room = layout.top() - layout.pixels(6);
        int length = room * model.holding(post) / Math.max(1, model.order().size());
        int width = layout.cellWidth() - layout.gap();
        int x = x(column);
        int bottom = layout.top() - layout.pixels(4);
        surface.fill(x, bottom - room, width, room, palette.get(Tint.CARD_LINE));
        surface.fill(x, bottom - Math.min(room, length), width, Math.min(room, length), palette.get(Tint.OWN));
        if (look.picks().posts().contains(post)) {
            surface.fill(x, bottom - room, width, 2 * line, palette.get(Tint.SELECTION));
        }
    }

    /// What the figures beside names and titles count.
    private void corner() {
        surface.fill(0, 0, layout.left(), layout.top(), palette.get(Tint.BACKGROUND));
        surface.fill(0, layout.top() - line, surface.width(), line, palette.get(Tint.CARD_LINE));
        surface.fill(layout.left() - line, 0, line, surface.height(), palette.get(Tint.CARD_LINE));
        if (!layout.hasNames() || !layout.hasTitles()) {
            return;
        }
        GlyphAtlas small = face(Fonts.REGULAR, COUNT);
        boolean known = model.isPermissionKnown();
        double right = layout.left() - layout.pixels(8);
        int bottom = layout.top() - layout.pixels(6);
        corner(small, MatrixWords.corner(known, false), right, bottom - small.descent());
        corner(small, MatrixWords.corner(known, true), right, bottom - small.descent() - 2 * small.lineHeight());
    }

    private void corner(GlyphAtlas face, String text, double right, int baseline) {
        String fitting = face.fit(text, right - layout.pixels(6));
        surface.text(face, fitting, right - face.width(fitting), baseline, palette.get(Tint.MUTED));
    }

    private GlyphAtlas face(Fonts font, double size) {
        return GlyphAtlases.shared().of(font, size * layout.request().scale());
    }

    /// A cell as the legend shows it.
    static void sample(@Nullable CellState state, Surface surface, Palette palette, double scale, boolean comes) {
        MatrixCells cells = new MatrixCells(surface, palette, Math.max(1, (int) Math.round(scale)));
        int width = surface.width();
        int height = surface.height();
        if (state != null) {
            cells.paint(state, 0, 0, width, height);
        } else {
            cells.paint(comes ? CellState.NEITHER : CellState.BOTH, 0, 0, width, height);
            cells.ghost(comes, 0, 0, width, height);
        }
    }
}

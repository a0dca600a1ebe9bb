package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.ui.paint.Surface;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Paints one cell: whose post and whether published by hue and pattern, its title as far as it fits, its
/// marks, what just happened, and the rings of hover and selection. Never paints outside the cell. FX thread
/// only.
final class CellPainter {
    /// Below this height a pattern is noise, and a plain in-between colour says the same.
    private static final int HATCH_HEIGHT_MIN = 5;

    /// In a cell narrower than this an ellipsis takes more than it tells.
    private static final double NARROW = 48;

    /// A smaller plus is a blot.
    private static final int GHOST_SIGN_MIN = 6;

    private static final int FAINT = 0x80000000;

    private final TableauModel model;
    private final Surface surface;
    private final Palette palette;
    private final Grid grid;
    private final Faces faces;
    private final int ground;
    private final int line;

    CellPainter(TableauModel model, Surface surface, Palette palette, Faces faces, boolean offline) {
        this.model = model;
        this.surface = surface;
        this.palette = palette;
        this.grid = model.layout().grid();
        this.faces = faces;
        this.ground = palette.get(offline ? Tint.CARD_OFFLINE : Tint.CARD);
        this.line = Math.max(1, grid.pixels(1));
    }

    void paint(CardState card, int slot, int x, int y, long now) {
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        long id = model.slots().id(slot);
        CardMarks marks = card.view.marks();
        surface.fill(x, y, width, height, ground);
        Row row = card.rows[slot];
        if (row == null) {
            absent(x, y, marks.missing().contains(id));
        } else {
            boolean leaked = marks.leaked().contains(id) && card.flashes[slot] != Flash.LEFT;
            boolean own = model.fields().author(row) == card.view.userId();
            boolean published = model.fields().published(row);
            ground(x, y, own, published, leaked);
            glow(card, slot, x, y, now);
            if (grid.level().titleSize > 0) {
                title(row, x, y, own, published, leaked, signWidth(marks, id, leaked));
            }
            marks(marks, id, x, y, leaked);
            if (model.isDimmed(row)) {
                surface.fill(x, y, width, height, veil(0.78));
            }
            flash(card, slot, x, y, now);
        }
        ghost(model.ghosts().of(card.view.number()), id, row != null, x, y);
        rings(card, id, row != null, x, y);
    }

    /// What would come is outlined and hinted at; what would go stands back and is struck out.
    private void ghost(Ghosts.OfCard ghosts, long id, boolean held, int x, int y) {
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        int stroke = height >= HATCH_HEIGHT_MIN * line ? Math.max(line, grid.pixels(1.5)) : line;
        if (!held && ghosts.gained().contains(id)) {
            surface.fill(x, y, width, height, palette.get(Tint.GAINED, 0.18));
            surface.frame(x, y, width, height, stroke, palette.get(Tint.GAINED));
            double size = Math.min(width, height) * 0.5;
            if (size >= GHOST_SIGN_MIN * line) {
                double middleX = x + width / 2.0;
                double middleY = y + height / 2.0;
                int ink = palette.get(Tint.GAINED);
                surface.line(middleX - size / 2, middleY, middleX + size / 2, middleY, stroke, ink);
                surface.line(middleX, middleY - size / 2, middleX, middleY + size / 2, stroke, ink);
            }
        } else if (held && ghosts.lost().contains(id)) {
            surface.fill(x, y, width, height, veil(0.55));
            surface.frame(x, y, width, height, line, palette.get(Tint.LOST));
            surface.clip(x, y, width, height);
            surface.line(x, y + height, x + width, y, stroke, palette.get(Tint.LOST));
            surface.unclip();
        }
    }

    private void absent(int x, int y, boolean missing) {
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        if (missing) {
            surface.dashedFrame(x, y, width, height, line, Math.max(2, 3 * line), palette.get(Tint.WRONG));
        } else if (grid.level().detail() == ZoomLevel.Detail.READABLE) {
            surface.dashedFrame(x, y, width, height, line, line, palette.get(Tint.ABSENT));
        } else if (height >= HATCH_HEIGHT_MIN * line) {
            int dot = Math.max(line, Math.min(2 * line, height / 5));
            surface.fill(x + (width - dot) / 2, y + (height - dot) / 2, dot, dot, palette.get(Tint.ABSENT));
        }
    }

    private void ground(int x, int y, boolean own, boolean published, boolean leaked) {
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        if (leaked) {
            surface.fill(x, y, width, height, palette.get(Tint.WRONG));
            return;
        }
        if (grid.level().titleSize == 0) {
            surface.fill(x, y, width, height, dot(own, published));
            return;
        }
        Tint plain = own ? (published ? Tint.OWN : Tint.OWN_DRAFT) : published ? Tint.PUBLISHED : Tint.DRAFT;
        boolean patterned = height >= HATCH_HEIGHT_MIN * line;
        surface.fill(x, y, width, height, palette.get(plain));
        if (!published && patterned) {
            int hatch = palette.get(own ? Tint.OWN_DRAFT_HATCH : Tint.DRAFT_HATCH);
            surface.hatch(x, y, width, height, 4 * line, line, hatch);
            surface.frame(x, y, width, height, line, hatch);
        }
        if (own && patterned) {
            surface.fill(x, y, bar(), height, palette.get(published ? Tint.OWN_BAR : Tint.OWN));
        }
    }

    /// Without a title on it a cell may be, and for its size must be, of a stronger colour.
    private int dot(boolean own, boolean published) {
        return palette.get(
                own ? (published ? Tint.OWN : Tint.OWN_DRAFT_DOT) : published ? Tint.PUBLISHED_DOT : Tint.DRAFT_DOT);
    }

    private int bar() {
        return Math.max(line, Math.min(3 * line, grid.cellWidth() / 11));
    }

    private void title(Row row, int x, int y, boolean own, boolean published, boolean leaked, int signs) {
        Tint ink = leaked
                ? Tint.WRONG_TEXT
                : own
                        ? (published ? Tint.OWN_TEXT : Tint.OWN_DRAFT_TEXT)
                        : published ? Tint.PUBLISHED_TEXT : Tint.DRAFT_TEXT;
        int height = grid.cellHeight();
        boolean readable = grid.level().detail() == ZoomLevel.Detail.READABLE;
        int inset = bar() + grid.pixels(readable ? 4 : grid.cellHeight() < 14 * line ? 1 : 3);
        double room = grid.cellWidth() - inset - line - signs;
        if (readable) {
            String initials =
                    initials(model.frame().userNames(), model.fields().author(row)) + (published ? " P" : " D");
            double start = x
                    + grid.cellWidth()
                    - signs
                    - grid.pixels(5)
                    - faces.badge().width(initials);
            surface.text(
                    faces.badge(), initials, start, faces.badge().centredBaseline(y, height), palette.get(ink, 0.8));
            room = start - x - inset - grid.pixels(6);
        }
        String title = model.fields().title(row);
        String fitting = grid.cellWidth() < grid.pixels(NARROW)
                ? faces.title().start(title, room)
                : faces.title().fit(title, room);
        surface.text(
                faces.title(), fitting, (double) x + inset, faces.title().centredBaseline(y, height), palette.get(ink));
    }

    /// What a title leaves free on the right for the sign that stands there.
    private int signWidth(CardMarks marks, long id, boolean leaked) {
        boolean sign = grid.level().titleSize >= 8 && (leaked || marks.pending().contains(id));
        return sign ? Math.min(grid.cellHeight(), grid.pixels(14)) : 0;
    }

    private void marks(CardMarks marks, long id, int x, int y, boolean leaked) {
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        if (leaked) {
            double size = Math.min(height * 0.5, grid.pixels(9));
            Marks.cross(
                    surface,
                    x + (grid.level().titleSize > 0 ? width - size * 1.5 : (width - size) / 2),
                    y + (height - size) / 2,
                    size,
                    Math.max(1, size * 0.2),
                    palette.get(Tint.WRONG_TEXT));
        }
        if (marks.stale().contains(id)) {
            surface.frame(x, y, width, height, line, palette.get(Tint.WRONG));
        }
        if (marks.overwritten().contains(id)) {
            int size = Math.max(2, Math.min(height / 2, grid.pixels(7)));
            Marks.overwritten(surface, x + width, y + height, size, palette.get(Tint.OVERWRITTEN));
        }
        if (marks.pending().contains(id)) {
            double size = Math.max(2, Math.min(height * 0.62, grid.pixels(11)));
            double markX = x + width - size - line;
            double markY = y + (height - size) / 2;
            surface.disc(markX + size / 2, markY + size / 2, size / 2 + line, ground);
            Marks.pending(surface, markX, markY, size, palette.get(Tint.PENDING), ground);
        }
    }

    /// Under the title, so that it stays readable.
    private void glow(CardState card, int slot, int x, int y, long now) {
        Flash flash = card.flashes[slot];
        if (flash == Flash.ARRIVED || flash == Flash.CHANGED) {
            double over = Math.min(1, flash.progress(card.flashSince[slot], now));
            double opacity = (flash == Flash.ARRIVED ? 0.30 : 0.22) * (1 - over);
            Tint tint = flash == Flash.ARRIVED ? Tint.ARRIVED : Tint.CHANGED;
            surface.fill(x, y, grid.cellWidth(), grid.cellHeight(), palette.get(tint, opacity));
        }
    }

    private void flash(CardState card, int slot, int x, int y, long now) {
        Flash flash = card.flashes[slot];
        if (flash == Flash.NONE) {
            return;
        }
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        double over = Math.min(1, flash.progress(card.flashSince[slot], now));
        double strength = 1 - over * over;
        int ring = height >= 12 * line ? 2 * line : line;
        switch (flash) {
            case ARRIVED -> {
                surface.frame(x, y, width, height, ring, palette.get(Tint.ARRIVED, strength));
            }
            case CHANGED -> {
                surface.fill(x, y + height - ring, width, ring, palette.get(Tint.CHANGED, strength));
                surface.fill(x, y, width, line, palette.get(Tint.CHANGED, strength));
            }
            case LEFT -> {
                surface.fill(x, y, width, height, veil(0.35 + 0.65 * over));
                surface.clip(x, y, width, height);
                surface.line(x, y + height, x + width, y, line, palette.get(Tint.LEFT, strength));
                surface.unclip();
            }
            case NONE -> {}
        }
    }

    private void rings(CardState card, long id, boolean held, int x, int y) {
        Long hovered = model.hoveredPost();
        boolean isSelected = model.picks().posts().contains(id);
        boolean isHovered = hovered != null && hovered == id;
        if (!isSelected && !isHovered) {
            return;
        }
        int width = grid.cellWidth();
        int height = grid.cellHeight();
        boolean here = isSelected && model.picks().clients().contains(card.view.number());
        int colour = palette.get(isHovered ? Tint.HOVER : Tint.SELECTION);
        int thickness = height < 7 * line ? line : here ? 2 * line : Math.max(line, grid.pixels(1.4));
        if (height < 4 * line) {
            surface.fill(x, y, width, height, held ? colour : palette.get(Tint.ABSENT));
        } else {
            // Fainter where the post is not held; a dashed ring would say "missing".
            int ring = held ? colour : (colour & 0xFFFFFF) | FAINT;
            surface.frame(x, y, width, height, held ? thickness : line, ring);
            if (here && held && model.picks().posts().size() > 1) {
                chosen(x, y, height);
            }
        }
    }

    /// A full corner says that a post is one of several that are selected.
    private void chosen(int x, int y, int height) {
        int size = Math.min(height / 3, grid.pixels(6));
        for (int row = 0; row < size; row++) {
            surface.fill(x, y + row, size - row, 1, palette.get(Tint.SELECTION));
        }
    }

    private int veil(double opacity) {
        return (ground & 0xFFFFFF) | ((int) (255 * opacity) << 24);
    }

    private static String initials(Map<Long, String> names, long userId) {
        @Nullable String name = names.get(userId);
        if (name == null || name.isBlank()) {
            return userId < 0 ? "" : "#" + userId;
        }
        StringBuilder initials = new StringBuilder();
        for (String word : name.strip().split("\\s+", -1)) {
            if (initials.length() < 2) {
                initials.appendCodePoint(word.codePointAt(0));
            }
        }
        return initials.toString().toUpperCase(Locale.ROOT);
    }
}

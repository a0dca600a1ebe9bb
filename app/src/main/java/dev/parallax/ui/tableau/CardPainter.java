package dev.parallax.ui.tableau;

import dev.parallax.client.Status;
import dev.parallax.ui.paint.GlyphAtlas;
import dev.parallax.ui.paint.Surface;
import java.util.List;

/// Paints a card's surroundings: its ground and border, and left of it the user's name, role, status and dialect.
/// FX thread only.
final class CardPainter {
    private static final double RADIUS = 4;
    /// Tells selected cards apart from far, and leaves names readable.
    private static final double GUTTER_OPACITY = 0.10;

    private final TableauModel model;
    private final Surface surface;
    private final Palette palette;
    private final Grid grid;
    private final Faces faces;

    CardPainter(TableauModel model, Surface surface, Palette palette, Faces faces) {
        this.model = model;
        this.surface = surface;
        this.palette = palette;
        this.grid = model.layout().grid();
        this.faces = faces;
    }

    void paint(CardView view, int x, int y) {
        boolean selected = model.picks().clients().contains(view.number());
        body(view, x, y, selected);
        if (grid.gutter() > 0) {
            if (selected && model.picks().isMany()) {
                int left = x - grid.gutter();
                surface.fill(
                        left,
                        y,
                        grid.gutter() - grid.pixels(3),
                        grid.cardHeight(),
                        palette.get(Tint.SELECTION, GUTTER_OPACITY));
            }
            gutter(view, x - grid.gutter(), y, selected);
        }
    }

    private void body(CardView view, int x, int y, boolean selected) {
        int width = grid.cardWidth();
        int height = grid.cardHeight();
        int line = Math.max(1, grid.pixels(1));
        int radius = Math.min(grid.pixels(RADIUS), grid.padding() + line);
        boolean offline = isOff(view.status());
        int border = selected ? palette.get(Tint.SELECTION) : palette.get(border(view.status()));
        if (selected && view.number() == model.picks().client()) {
            surface.roundRect(x - line, y - line, width + 2 * line, height + 2 * line, radius + line, border);
        }
        surface.roundRect(x, y, width, height, radius, border);
        surface.roundRect(
                x + line,
                y + line,
                width - 2 * line,
                height - 2 * line,
                radius - line,
                palette.get(offline ? Tint.CARD_OFFLINE : Tint.CARD));
        if (offline && !selected && grid.gutter() > 0) {
            surface.dashedFrame(
                    x + radius, y, width - 2 * radius, height, line, 3 * line, palette.get(Tint.CARD_OFFLINE));
        }
    }

    private static Tint border(Status status) {
        return switch (status) {
            case AUTH_ERROR, SYNC_ERROR, CONNECTION_ERROR -> Tint.ERROR;
            case OFFLINE -> Tint.OFFLINE;
            case CONNECTING, SYNCING -> Tint.BUSY;
            case LIVE -> Tint.CARD_LINE;
        };
    }

    /// Whether a client receives nothing and its card shows an old picture.
    static boolean isOff(Status status) {
        return switch (status) {
            case OFFLINE, AUTH_ERROR -> true;
            case CONNECTING, SYNCING, LIVE, SYNC_ERROR, CONNECTION_ERROR -> false;
        };
    }

    private void gutter(CardView view, int x, int y, boolean selected) {
        int space = grid.pixels(7);
        double right = x + grid.gutter() - space;
        double room = grid.gutter() - space;
        int bottom = y + grid.cardHeight();
        int top = y + grid.pixels(1);
        int size = (int) Math.round(faces.name().ascent() * 0.85);
        int statusTop = bottom - size - grid.pixels(1);
        int badgeTop = Math.min(statusTop, bottom - faces.badge().lineHeight() - grid.pixels(1));
        Tint ink = selected ? Tint.SELECTION : Tint.NAME;
        boolean plain = view.role().equals("user");
        int role = plain ? 0 : faces.small().lineHeight();
        List<String> name = nameLines(view.name(), room);
        if (name.size() > 1 && top + 2 * faces.name().lineHeight() + role > badgeTop) {
            // The role says more about what a card shows than the second half of a name.
            name = plain ? name : List.of(view.name());
        }
        for (String part : name) {
            if (top + faces.name().lineHeight() <= bottom) {
                line(faces.name(), part, right, room, top, ink);
                top += faces.name().lineHeight();
            }
        }
        if (!plain && top + role <= badgeTop) {
            line(faces.small(), view.role(), right, room, top, Tint.MUTED);
            top += role;
        }
        if (statusTop >= top) {
            double markLeft = right - size * 1.2;
            Marks.status(surface, palette, view.status(), markLeft, statusTop, size);
            double badgeRight = markLeft - grid.pixels(3);
            if (!view.faults().isEmpty()) {
                Marks.fault(surface, badgeRight - size, statusTop, size, palette.get(Tint.BUSY));
                badgeRight -= size + grid.pixels(1);
            }
            badge(view.dialect(), x, badgeRight, bottom);
        }
    }

    /// On the last line, left of the status, so that even a low card has room for it.
    private void badge(String dialect, int leftMin, double right, int bottom) {
        GlyphAtlas face = faces.badge();
        int padding = grid.pixels(3);
        int height = face.lineHeight() + grid.pixels(1);
        int top = bottom - height;
        String fitting = face.fit(dialect, right - leftMin - 2.0 * padding);
        int width = (int) Math.ceil(face.width(fitting)) + 2 * padding;
        if (fitting.isEmpty()) {
            return;
        }
        int left = (int) right - width;
        surface.roundRect(left, top, width, height, height / 2, palette.get(Tint.BADGE));
        surface.text(
                face,
                fitting,
                (double) left + padding,
                face.centredBaseline(top, height),
                palette.get(Tint.BADGE_TEXT));
    }

    private List<String> nameLines(String name, double room) {
        int space = name.indexOf(' ');
        return space < 0 || faces.name().width(name) <= room
                ? List.of(name)
                : List.of(name.substring(0, space), name.substring(space + 1));
    }

    private void line(GlyphAtlas face, String text, double right, double room, int top, Tint ink) {
        String fitting = face.fit(text, room);
        surface.text(face, fitting, right - face.width(fitting), top + face.ascent(), palette.get(ink));
    }
}

package dev.parallax.ui.tableau;

import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.selection.Picks;

/// All cards as they were at a moment, to be painted in bands from the top: each is short work, so that nobody waits
/// for the whole. What is shown meanwhile has nothing to do with it.
///
/// Made on the FX thread; [#prepare] is for any thread, [#band] for the FX thread again (glyphs come from JavaFX).
public final class TableauPicture {
    /// 128 MiB if it were in memory at once.
    public static final int PIXELS_LIMIT = 32 << 20;
    /// Painted within a frame or two.
    private static final int BAND_PIXELS = 1 << 19;
    /// Past every flash: a picture shows a state, not a moment.
    private static final long SETTLED_NANOS = 10_000_000_000L;

    private final TableauPainter painter = new TableauPainter();
    private final TableauModel model = new TableauModel();
    private final TableauFrame frame;
    private final Arrangement arrangement;
    private final TableauLayout layout;
    private final Palette palette;
    private final Picks picks;
    private final Ghosts ghosts;
    private final long[] places;
    private final int height;
    private final int bandHeight;

    /// @param original to be taken as it is now
    /// @param layout for the picture's width and zoom
    /// @param heightMin pixels, for few cards
    TableauPicture(TableauModel original, TableauLayout layout, int heightMin, Palette palette) {
        frame = original.frame();
        arrangement = original.arrangement();
        picks = original.picks();
        ghosts = original.ghosts();
        places = original.slots().ids();
        this.layout = layout;
        this.palette = palette;
        height = Math.clamp(Math.max(heightMin, layout.contentHeight()), 1, PIXELS_LIMIT / width());
        bandHeight = Math.clamp(BAND_PIXELS / width(), 1, height);
    }

    public int width() {
        return layout.request().width();
    }

    /// Of very many large cards it holds the first: no more than [#PIXELS_LIMIT] pixels.
    public int height() {
        return height;
    }

    public int bands() {
        return (height + bandHeight - 1) / bandHeight;
    }

    /// Puts the cards together; once, before the first band.
    public void prepare() {
        model.keepPlaces(places);
        model.arrange(arrangement);
        model.show(frame, 0);
        model.advance(SETTLED_NANOS);
        model.ghosts(ghosts);
        model.pick(picks);
        model.zoom(layout.level());
        model.resize(width(), height, layout.request().scale());
    }

    /// Paints the band with this number, from 0.
    public Surface band(int index) {
        int top = index * bandHeight;
        Surface band = new Surface(width(), Math.min(bandHeight, height - top));
        model.paintFrom(top);
        painter.paint(model, band, palette, SETTLED_NANOS);
        return band;
    }
}

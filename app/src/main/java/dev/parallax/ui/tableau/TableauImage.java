package dev.parallax.ui.tableau;

import dev.parallax.client.Status;
import dev.parallax.ui.paint.GlyphAtlas;
import dev.parallax.ui.paint.GlyphAtlases;
import dev.parallax.ui.paint.PngFile;
import dev.parallax.ui.paint.Surface;
import dev.parallax.ui.text.Fonts;
import java.io.IOException;
import java.nio.file.Path;

/// The tableau as a picture without a window: a title strip with the counts, and all cards below it. FX thread only
/// (glyphs come from JavaFX), on any platform, the headless one included.
public final class TableauImage {
    private static final double STRIP_HEIGHT = 44;
    /// Past every flash: a picture shows a state, not a moment.
    private static final long SETTLED_NANOS = 10_000_000_000L;

    private TableauImage() {}

    /// What the picture is to look like.
    ///
    /// @param width logical pixels
    /// @param scale device pixels in a logical one; 2 for sharp prints
    /// @param title at the left of the strip
    /// @param note at its right, such as what the oracle found
    public record Options(int width, int height, double scale, boolean dark, String title, String note) {}

    /// Paints the frame and writes it as a PNG file.
    public static void write(TableauFrame frame, Options options, Path file) throws IOException {
        PngFile.write(paint(frame, options), file);
    }

    static Surface paint(TableauFrame frame, Options options) {
        TableauModel model = new TableauModel();
        model.show(frame, 0);
        model.advance(SETTLED_NANOS);
        return paint(model, options, SETTLED_NANOS);
    }

    /// Paints a model as it is at a moment; its window becomes the picture's.
    static Surface paint(TableauModel model, Options options, long now) {
        double scale = options.scale();
        int width = Grid.pixels(options.width(), scale);
        int strip = Grid.pixels(STRIP_HEIGHT, scale);
        int height = Grid.pixels(options.height(), scale);
        Palette palette = options.dark() ? Palette.DARK : Palette.LIGHT;
        Surface picture = new Surface(width, height);
        Surface body = new Surface(width, height - strip);
        model.resize(width, height - strip, scale);
        model.repaintAll();
        new TableauPainter().paint(model, body, palette, now);
        picture.copy(body, 0, strip);
        strip(model.frame(), options, picture, palette, strip);
        return picture;
    }

    private static void strip(TableauFrame frame, Options options, Surface picture, Palette palette, int height) {
        double scale = options.scale();
        GlyphAtlases atlases = GlyphAtlases.shared();
        GlyphAtlas bold = atlases.of(Fonts.SEMI_BOLD, 15 * scale);
        GlyphAtlas plain = atlases.of(Fonts.REGULAR, 12 * scale);
        int margin = Grid.pixels(TableauLayout.MARGIN, scale);
        picture.fill(0, 0, picture.width(), height, palette.get(Tint.CARD));
        int line = Math.max(1, Grid.pixels(1, scale));
        picture.fill(0, height - line, picture.width(), line, palette.get(Tint.CARD_LINE));
        picture.clip(0, 0, picture.width(), height);
        double end =
                picture.text(bold, options.title(), margin, bold.centredBaseline(0, height), palette.get(Tint.HEADING));
        long live = frame.cards().stream()
                .filter(card -> card.status() == Status.LIVE)
                .count();
        long posts = frame.cards().stream()
                .flatMap(card -> card.posts().stream())
                .mapToLong(row -> row.id())
                .distinct()
                .count();
        int baseline = bold.centredBaseline(0, height);
        String counts = TableauWords.text("image.counts", frame.cards().size(), posts, live);
        picture.text(plain, counts, end + 2 * margin, baseline, palette.get(Tint.MUTED));
        picture.text(
                plain,
                options.note(),
                picture.width() - margin - plain.width(options.note()),
                baseline,
                palette.get(Tint.MUTED));
        picture.unclip();
    }
}

package dev.parallax.ui.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javafx.scene.text.Font;

/// The bundled typefaces: Inter for text, JetBrains Mono for code and protocol names. Both are under the SIL
/// Open Font License, whose text lies beside them.
///
/// The first use of a face loads its file; [#load] loads all, and whoever styles by family name calls it before the
/// first scene. FX thread only.
public enum Fonts {
    REGULAR("Inter-Regular.otf"),
    SEMI_BOLD("Inter-SemiBold.otf"),
    MONO("JetBrainsMono-Regular.ttf");

    /// The family that style sheets name for text.
    public static final String TEXT_FAMILY = "Inter";
    /// The family that style sheets name for code.
    public static final String CODE_FAMILY = "JetBrains Mono";

    private static final double ANY_SIZE = 12;

    private final String fullName;

    Fonts(String file) {
        fullName = read(file).getName();
    }

    /// Makes the bundled families known to JavaFX; calling it again does nothing.
    public static void load() {
        // The class initialiser has done it.
    }

    /// This face at a size in pixels.
    public Font at(double size) {
        return new Font(fullName, size);
    }

    private static Font read(String file) {
        try (InputStream bytes = Fonts.class.getResourceAsStream("/dev/parallax/ui/fonts/" + file)) {
            Font font = bytes == null ? null : Font.loadFont(bytes, ANY_SIZE);
            if (font == null) {
                throw new IllegalStateException("the bundled font `" + file + "` cannot be loaded");
            }
            return font;
        } catch (IOException failure) {
            throw new UncheckedIOException("the bundled font `" + file + "` cannot be read", failure);
        }
    }
}

package dev.parallax.ui.paint;

/// The shape of one character at one size: how much of each pixel it covers, for [#PHASES] positions within a
/// pixel, so that small text keeps its rhythm. Immutable; the arrays are not to be written.
///
/// @param advance pixels to the next character's origin
/// @param left pixels from the origin to the first column
/// @param top pixels from the baseline to the first row; negative above it
/// @param phases coverage 0 to 255, row by row, for an origin at 0, ¼, ½ and ¾ of a pixel
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Glyph(double advance, int width, int height, int left, int top, byte[][] phases) {
    /// Finer steps are not visible at the sizes in use.
    public static final int PHASES = 4;

    byte[] phase(int phase) {
        return phases[phase];
    }
}

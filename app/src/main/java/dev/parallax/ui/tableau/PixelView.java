package dev.parallax.ui.tableau;

import dev.parallax.ui.paint.Surface;
import java.nio.IntBuffer;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/// A surface that is a node: what is painted on it shows, without a copy, once its region is told. FX thread only.
public final class PixelView extends ImageView {
    private @Nullable PixelBuffer<IntBuffer> buffer;
    private Surface surface = new Surface(1, 1);

    public PixelView() {
        setManaged(false);
        setMouseTransparent(true);
        // One pixel of the surface is one of the device.
        setSmooth(false);
    }

    /// Makes the surface this large, in device pixels, if it is not. What was painted is gone then.
    public void resize(int width, int height, double scale) {
        if (buffer == null || surface.width() != width || surface.height() != height) {
            int[] pixels = new int[width * height];
            surface = new Surface(pixels, width, height);
            buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            setImage(new WritableImage(buffer));
        }
        setFitWidth(width / scale);
        setFitHeight(height / scale);
    }

    /// What to paint on.
    public Surface surface() {
        return surface;
    }

    /// Shows what was painted in a region.
    public void update(int x, int y, int width, int height) {
        if (buffer != null) {
            buffer.updateBuffer(ignored -> new Rectangle2D(x, y, width, height));
        }
    }
}

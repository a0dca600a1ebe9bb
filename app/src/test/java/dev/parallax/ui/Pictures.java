package dev.parallax.ui;

import dev.parallax.ui.paint.PngFile;
import dev.parallax.ui.paint.Surface;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// Pictures of the window for people to look at, and what of it a person could not read.
final class Pictures {
    private static final Path FOLDER = Path.of("target", "pictures");

    private Pictures() {}

    /// Writes what the scene shows into the build's folder.
    static void take(Scene scene, String name) {
        Surface surface = FxThread.call(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            WritableImage image = scene.snapshot(null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            int[] pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return new Surface(pixels, width, height);
        });
        try {
            PngFile.write(surface, FOLDER.resolve(name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The texts of labels and buttons that end in an ellipsis for want of room. Cells of tables and lists may: they
    /// show their whole text elsewhere.
    static List<String> cutOff(Node root) {
        return FxThread.call(() -> {
            List<String> cut = new ArrayList<>();
            walk(root, cut);
            overflow(root, cut);
            return cut;
        });
    }

    /// A window that needs more room than it has loses both its edges.
    private static void overflow(Node root, List<String> cut) {
        Scene scene = root.getScene();
        if (root instanceof Region whole && root == scene.getRoot()) {
            double missing = Math.max(whole.minWidth(-1) - scene.getWidth(), whole.minHeight(-1) - scene.getHeight());
            if (missing > 0) {
                cut.add("The window lacks " + missing + " pixels.");
            }
        }
    }

    private static void walk(Node node, List<String> cut) {
        if (!node.isVisible() || node instanceof IndexedCell<?>) {
            return;
        }
        if (node instanceof Labeled labeled) {
            for (Node child : labeled.getChildrenUnmodifiable()) {
                if (child instanceof Text text
                        && text.isVisible()
                        && text.getText().endsWith(labeled.getEllipsisString())
                        && !labeled.getText().equals(text.getText())) {
                    cut.add(labeled.getText());
                }
            }
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, cut));
        }
    }
}

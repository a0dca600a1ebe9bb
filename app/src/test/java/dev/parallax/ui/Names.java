package dev.parallax.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;

/// Finds what a screen reader would have no name for.
final class Names {
    private Names() {}

    /// Every visible node below `root` that takes the focus and has neither a text nor an accessible text.
    static List<String> missing(Node root) {
        List<String> missing = new ArrayList<>();
        walk(root, missing);
        return missing;
    }

    private static void walk(Node node, List<String> missing) {
        if (!node.isVisible()) {
            return;
        }
        if (node.isFocusTraversable() && !hasName(node)) {
            missing.add(node.toString());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, missing));
        }
    }

    private static boolean hasName(Node node) {
        // The tabs of a pane speak for it.
        return node instanceof TabPane
                || isPresent(node.getAccessibleText())
                || (node instanceof Labeled labeled && isPresent(labeled.getText()));
    }

    private static boolean isPresent(@org.jspecify.annotations.Nullable String text) {
        return text != null && !text.isBlank();
    }
}

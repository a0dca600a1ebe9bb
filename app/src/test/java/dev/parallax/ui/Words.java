package dev.parallax.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import org.jspecify.annotations.Nullable;

/// What a person reads in a part of the window.
final class Words {
    private Words() {}

    /// The texts of all visible labels and buttons below `root`, in order.
    static List<String> of(@Nullable Node root) {
        List<String> words = new ArrayList<>();
        if (root != null) {
            walk(root, words);
        }
        return words;
    }

    private static void walk(Node node, List<String> words) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            words.add(labeled.getText());
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, words));
        }
    }
}

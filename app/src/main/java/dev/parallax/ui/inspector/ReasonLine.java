package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.policy.Explanation.Kind;
import dev.parallax.policy.Explanation.Linked;
import dev.parallax.policy.Explanation.Node;
import dev.parallax.policy.Truth;
import dev.parallax.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A node of a permission: its truth as a coloured mark, its text, and the values that decided it. FX
/// thread only.
final class ReasonLine extends HBox {
    private static final double INDENT = 18;

    private ReasonLine(Node node, int depth) {
        super(6);
        FontIcon mark = Icons.of(icon(node.truth()));
        mark.getStyleClass().add("truth-" + node.truth().keyword());
        Label code = new Label(words(node));
        code.getStyleClass().add("code-text");
        code.setWrapText(true);
        code.setMinHeight(USE_PREF_SIZE);
        VBox texts = new VBox(code);
        String decided = decidedBy(node);
        if (!decided.isEmpty()) {
            Label values = new Label(decided);
            values.getStyleClass().addAll("muted", "small-text");
            values.setWrapText(true);
            values.setMinHeight(USE_PREF_SIZE);
            texts.getChildren().add(values);
        }
        texts.setMinWidth(0);
        HBox.setHgrow(texts, Priority.ALWAYS);
        getChildren().addAll(mark, texts);
        setPadding(new Insets(0, 0, 0, depth * INDENT));
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(node.truth().keyword() + ": " + words(node) + " " + decided);
    }

    /// A line for each node, each below its parent and further in.
    static List<ReasonLine> lines(Node root) {
        List<ReasonLine> lines = new ArrayList<>();
        add(root, 0, lines);
        return lines;
    }

    private static void add(Node node, int depth, List<ReasonLine> lines) {
        lines.add(new ReasonLine(node, depth));
        node.children().forEach(child -> add(child, depth + 1, lines));
    }

    /// And, Or and Not by their name alone, for their terms stand below; the rest as the schema writes it.
    private static String words(Node node) {
        return switch (node.kind()) {
            case AND -> "And";
            case OR -> "Or";
            case NOT -> "Not";
            case CONSTANT, COMPARISON, EXISTS -> node.source().replaceAll("\\s+", " ");
        };
    }

    private static String decidedBy(Node node) {
        Linked linked = node.linked();
        if (node.kind() == Kind.EXISTS && linked != null) {
            return text("why.linked", linked.matched(), linked.tried(), linked.record());
        }
        return node.values().stream()
                .map(value -> text("why.value", value.name(), RowText.value(value.value())))
                .collect(Collectors.joining(", "));
    }

    private static Feather icon(Truth truth) {
        return switch (truth) {
            case TRUE -> Feather.CHECK;
            case FALSE -> Feather.X;
            case UNKNOWN -> Feather.HELP_CIRCLE;
        };
    }
}

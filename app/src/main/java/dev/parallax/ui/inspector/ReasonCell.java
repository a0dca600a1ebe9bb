package dev.parallax.ui.inspector;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.policy.Explanation.Kind;
import dev.parallax.policy.Explanation.Linked;
import dev.parallax.policy.Explanation.Node;
import dev.parallax.policy.Truth;
import dev.parallax.ui.theme.Icons;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A node of a permission: its truth as a coloured mark, its text, and the values that decided it. FX thread only.
final class ReasonCell extends TreeCell<Node> {
    private final FontIcon mark = Icons.of(Feather.CHECK);
    private final Label code = new Label();
    private final Label values = new Label();
    private final HBox box = new HBox(6, mark, new VBox(code, values));

    ReasonCell() {
        code.getStyleClass().add("code-text");
        values.getStyleClass().addAll("muted", "small-text");
        code.setMinWidth(0);
        values.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Node node, boolean empty) {
        super.updateItem(node, empty);
        if (empty || node == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        String decided = decidedBy(node);
        code.setText(words(node));
        values.setText(decided);
        values.setVisible(!decided.isEmpty());
        values.setManaged(values.isVisible());
        mark.setIconCode(icon(node.truth()));
        mark.getStyleClass().removeIf(each -> each.startsWith("truth-"));
        mark.getStyleClass().add("truth-" + node.truth().keyword());
        setAccessibleText(node.truth().keyword() + ": " + words(node) + " " + decided);
        setGraphic(box);
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

package dev.parallax.ui.action;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action.Category;
import dev.parallax.ui.theme.Icons;
import java.util.Arrays;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// All keys on one card over the window; a click beside it, Esc or its button closes it. FX thread only.
public final class ShortcutSheet extends StackPane {
    private static final int CARD_WIDTH = 960;

    public ShortcutSheet() {
        getStyleClass().add("overlay");
        setId("shortcut-sheet");
        ScrollPane groups = new ScrollPane(columns());
        groups.setFitToWidth(true);
        groups.setFocusTraversable(false);
        groups.getStyleClass().add("edge-to-edge");
        VBox card = new VBox(16, heading(), groups, mouse());
        card.getStyleClass().add("overlay-card");
        card.setMaxSize(CARD_WIDTH, Region.USE_PREF_SIZE);
        StackPane.setMargin(card, new Insets(16));
        card.setPrefWidth(CARD_WIDTH);
        getChildren().add(card);
        setOnMouseClicked(event -> {
            if (event.getTarget() == this) {
                hideSheet();
            }
        });
        hideSheet();
    }

    public void toggle() {
        setVisible(!isVisible());
        setManaged(isVisible());
    }

    public void hideSheet() {
        setVisible(false);
        setManaged(false);
    }

    private Node heading() {
        Label title = new Label(text("shortcuts.title"));
        title.getStyleClass().add("title-3");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button close = new Button(null, Icons.of(Feather.X));
        close.setAccessibleText(text("close"));
        close.getStyleClass().addAll("flat", "button-icon");
        close.setOnAction(event -> hideSheet());
        return new HBox(8, title, space, close);
    }

    /// Two columns of about the same height, in the order of the categories.
    private static Node columns() {
        long lines = Arrays.stream(Action.values())
                .filter(action -> action.shortcut().isPresent())
                .count();
        VBox left = new VBox(16);
        VBox right = new VBox(16);
        long above = 0;
        for (Category category : Category.values()) {
            long here = Arrays.stream(Action.values())
                    .filter(action ->
                            action.category() == category && action.shortcut().isPresent())
                    .count();
            (above + here / 2 <= lines / 2 ? left : right).getChildren().add(group(category));
            above += here;
        }
        return new HBox(32, left, right);
    }

    private static Node group(Category category) {
        GridPane grid = new GridPane(16, 6);
        ColumnConstraints what = new ColumnConstraints(310);
        ColumnConstraints keys = new ColumnConstraints(108);
        keys.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(what, keys);
        Label title = new Label(category.title());
        title.getStyleClass().add("section-title");
        grid.add(title, 0, 0, 2, 1);
        int line = 1;
        for (Action action : Action.values()) {
            if (action.category() == category && action.shortcut().isPresent()) {
                Label key = new Label(action.shortcut().get().getDisplayText());
                key.getStyleClass().add("key");
                key.setMinWidth(Region.USE_PREF_SIZE);
                Label deed = wrapped(action.title());
                grid.addRow(line++, deed, key);
            }
        }
        return grid;
    }

    private static Node mouse() {
        Label hint = wrapped(text("shortcuts.mouse"));
        hint.getStyleClass().add("muted");
        return hint;
    }

    /// Takes as many lines as it needs.
    private static Label wrapped(String words) {
        Label label = new Label(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}

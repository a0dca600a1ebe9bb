package dev.parallax.ui.action;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action.Category;
import dev.parallax.ui.theme.Icons;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// All keys on one card over the window; a click beside it, Esc or its button closes it. FX thread only.
public final class ShortcutSheet extends StackPane {
    private static final int CARD_WIDTH = 720;

    public ShortcutSheet() {
        getStyleClass().add("overlay");
        setId("shortcut-sheet");
        FlowPane groups = new FlowPane(32, 16);
        for (Category category : Category.values()) {
            groups.getChildren().add(group(category));
        }
        VBox card = new VBox(16, heading(), groups, mouse());
        card.getStyleClass().add("overlay-card");
        card.setMaxSize(CARD_WIDTH, Region.USE_PREF_SIZE);
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

    private static Node group(Category category) {
        GridPane grid = new GridPane(16, 6);
        ColumnConstraints what = new ColumnConstraints(210);
        ColumnConstraints keys = new ColumnConstraints(90);
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
                grid.addRow(line++, new Label(action.title()), key);
            }
        }
        return grid;
    }

    private static Node mouse() {
        Label hint = new Label(text("shortcuts.mouse"));
        hint.setWrapText(true);
        hint.getStyleClass().add("muted");
        return hint;
    }
}

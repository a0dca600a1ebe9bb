package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// Which view has the middle of the window: cards, matrix or race. FX thread only.
public final class ViewSwitch extends HBox {
    private final Map<Action, ToggleButton> buttons = new LinkedHashMap<>();

    public ViewSwitch(Actions actions) {
        setId("views");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TOOL_BAR);
        setAccessibleText(text("views.name"));
        ToggleGroup group = new ToggleGroup();
        add(actions, group, Action.VIEW_CARDS, "left-pill");
        add(actions, group, Action.VIEW_MATRIX, "center-pill");
        add(actions, group, Action.VIEW_RACE, "right-pill");
    }

    private void add(Actions actions, ToggleGroup group, Action action, String style) {
        ToggleButton button = new ToggleButton(action.title(), Icons.of(action.icon()));
        button.setId(Actions.id(action));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleText(action.title());
        button.setTooltip(Actions.tooltip(action.hint()));
        button.setToggleGroup(group);
        button.setFocusTraversable(true);
        button.getStyleClass().addAll("view-toggle", style);
        button.setOnAction(event -> {
            // One of them is always chosen; choosing it again changes nothing.
            button.setSelected(true);
            actions.perform(action);
        });
        buttons.put(action, button);
        getChildren().add(button);
    }

    /// Shows which view it is.
    public void show(Action action) {
        buttons.forEach((each, button) -> button.setSelected(each == action));
    }
}

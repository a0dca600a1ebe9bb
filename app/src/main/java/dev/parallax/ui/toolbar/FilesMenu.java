package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import atlantafx.base.controls.CaptionMenuItem;
import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.theme.Icons;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import org.kordamp.ikonli.feather.Feather;

/// What can be taken out of the window into a file, and brought back; how it looks, and what it remembers. FX thread
/// only.
final class FilesMenu extends MenuButton {
    FilesMenu(Actions actions) {
        super(text("files.button"), Icons.of(Feather.SHARE));
        setId("files");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        getStyleClass().addAll("flat", "button-icon");
        setMinWidth(USE_PREF_SIZE);
        setTooltip(Actions.tooltip(text("files.hint")));
        setAccessibleText(text("files.hint"));
        getItems()
                .addAll(
                        new CaptionMenuItem(text("files.world")),
                        actions.menuItem(Action.SAVE_WORLD),
                        actions.menuItem(Action.OPEN_FILE),
                        new CaptionMenuItem(text("files.export")),
                        actions.menuItem(Action.EXPORT_PICTURE),
                        actions.menuItem(Action.EXPORT_PICTURE_LARGE),
                        actions.menuItem(Action.EXPORT_RECORDING),
                        actions.menuItem(Action.EXPORT_METRICS),
                        actions.menuItem(Action.EXPORT_LOG),
                        new CaptionMenuItem(text("files.window")),
                        actions.menuItem(Action.LARGER_TEXT),
                        actions.menuItem(Action.SMALLER_TEXT),
                        actions.menuItem(Action.USUAL_TEXT),
                        actions.menuItem(Action.FORGET_PREFERENCES));
    }
}

package dev.parallax.ui;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.action.ShortcutSheet;
import dev.parallax.ui.connect.ConnectSheet;
import dev.parallax.ui.palette.CommandPalette;
import dev.parallax.ui.scenario.GallerySheet;
import java.util.List;
import javafx.scene.Node;

/// What can lie over the whole window, one above the other. FX thread only.
final class Sheets {
    private final ShortcutSheet shortcuts = new ShortcutSheet();
    private final GallerySheet gallery;
    private final CommandPalette palette;
    private final ConnectSheet connect;
    private final Runnable giveFocusBack;

    /// @param giveFocusBack to the middle of the window
    Sheets(GallerySheet gallery, CommandPalette palette, ConnectSheet connect, Runnable giveFocusBack) {
        this.gallery = gallery;
        this.palette = palette;
        this.connect = connect;
        this.giveFocusBack = giveFocusBack;
    }

    /// The lowest first.
    List<Node> nodes() {
        return List.of(shortcuts, gallery, palette, connect);
    }

    void bind(Actions actions) {
        actions.on(Action.SHOW_SHORTCUTS, shortcuts::toggle);
        actions.on(Action.SHOW_SCENARIOS, gallery::toggle);
        actions.on(Action.COMMAND_PALETTE, palette::toggle);
        actions.on(Action.CONNECT, connect::toggle);
    }

    /// Closes one that is open.
    ///
    /// @return false if none is
    boolean dismiss() {
        if (palette.isVisible()) {
            palette.close();
        } else if (shortcuts.isVisible()) {
            shortcuts.hideSheet();
        } else if (connect.isVisible()) {
            connect.hideSheet();
            giveFocusBack.run();
        } else if (gallery.isVisible()) {
            gallery.hideSheet();
        } else {
            return false;
        }
        return true;
    }
}

package dev.parallax.ui.theme;

import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Feather icons whose colour and size come from the style sheet (`.ikonli-font-icon`).
public final class Icons {
    private Icons() {}

    public static FontIcon of(Feather icon) {
        FontIcon node = new FontIcon(icon);
        node.setMouseTransparent(true);
        return node;
    }

    /// An icon with a style class of its own.
    public static Node of(Feather icon, String styleClass) {
        FontIcon node = of(icon);
        node.getStyleClass().add(styleClass);
        return node;
    }
}

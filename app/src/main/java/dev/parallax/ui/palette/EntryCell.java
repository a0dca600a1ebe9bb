package dev.parallax.ui.palette;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.theme.Icons;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// A line of the palette: icon, title, kind, key. FX thread only.
final class EntryCell extends ListCell<Entry> {
    private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

    private final FontIcon icon = Icons.of(Feather.CIRCLE);
    private final Label title = new Label();
    private final Label detail = new Label();
    private final Label keys = new Label();
    private final HBox line;

    /// @param chosen is told of a click
    EntryCell(Consumer<Entry> chosen) {
        getStyleClass().add("palette-cell");
        title.getStyleClass().add("palette-title");
        detail.getStyleClass().addAll("muted", "small-text");
        detail.setMinWidth(Region.USE_PREF_SIZE);
        keys.getStyleClass().add("key");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        line = new HBox(10, icon, title, space, detail, keys);
        line.setAlignment(Pos.CENTER_LEFT);
        // As wide as the list, so that long titles end in an ellipsis instead of scrolling.
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            Entry entry = getItem();
            if (entry != null) {
                chosen.accept(entry);
            }
        });
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
        super.updateItem(entry, empty);
        boolean shown = !empty && entry != null;
        setGraphic(shown ? line : null);
        pseudoClassStateChanged(UNAVAILABLE, entry != null && !entry.enabled());
        setAccessibleText(entry == null ? null : spoken(entry));
        if (entry != null) {
            icon.setIconCode(entry.icon());
            title.setText(entry.title());
            detail.setText(entry.detail());
            keys.setText(entry.keys());
            keys.setVisible(!entry.keys().isEmpty());
            keys.setManaged(keys.isVisible());
        }
    }

    /// The line as one sentence.
    static String spoken(Entry entry) {
        String whole = text("palette.spoken", entry.title(), entry.detail(), entry.keys());
        return entry.enabled() ? whole : text("palette.spoken.disabled", whole);
    }
}

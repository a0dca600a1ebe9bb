package dev.parallax.ui.toolbar;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Actions;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.tableau.SortBy;
import dev.parallax.ui.theme.Icons;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.kordamp.ikonli.feather.Feather;

/// A menu of which one entry is chosen, such as by what cards are grouped. FX thread only.
final class ViewMenu<T extends Enum<T>> extends MenuButton {
    private final String key;

    /// @param key of the texts: `key`, `key.hint` and `key.<value>`
    private ViewMenu(String key, Feather icon, List<T> values, ObjectProperty<T> chosen) {
        super(text(key), Icons.of(icon));
        this.key = key;
        setId(key);
        setMinWidth(USE_PREF_SIZE);
        // The icon alone, so that all of the toolbar fits into a small window.
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setTooltip(Actions.tooltip(text(key + ".hint")));
        ToggleGroup group = new ToggleGroup();
        for (T value : values) {
            RadioMenuItem item = new RadioMenuItem(title(value));
            item.setToggleGroup(group);
            item.setSelected(value == chosen.get());
            item.setOnAction(event -> chosen.set(value));
            getItems().add(item);
        }
        chosen.subscribe(value -> setAccessibleText(text(key + ".hint") + ": " + title(value)));
    }

    static ViewMenu<GroupBy> group(ObjectProperty<GroupBy> chosen) {
        return new ViewMenu<>("group", Feather.LAYERS, List.of(GroupBy.values()), chosen);
    }

    static ViewMenu<SortBy> sort(ObjectProperty<SortBy> chosen) {
        return new ViewMenu<>("sort", Feather.BAR_CHART, List.of(SortBy.values()), chosen);
    }

    private String title(T value) {
        return text(key + "." + value.name().toLowerCase(Locale.ROOT));
    }
}

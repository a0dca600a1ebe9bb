package dev.parallax.ui;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.action.Actions;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.strip.Notice;
import dev.parallax.ui.strip.Notice.Kind;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.tableau.SortBy;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.theme.TextSize;
import dev.parallax.ui.theme.Themes;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// How a person likes the window: the size of the letters, and what is remembered or forgotten. FX thread only.
final class Habits {
    private final Themes themes;
    private final Preferences preferences;
    private final StripStack strips;

    Habits(Themes themes, Preferences preferences, StripStack strips) {
        this.themes = themes;
        this.preferences = preferences;
        this.strips = strips;
    }

    /// @param window whose keys are heard
    /// @param tableau whose arrangement is remembered
    void bind(Actions actions, Node window, TableauView tableau) {
        TextSize size = themes.textSize();
        actions.on(Action.LARGER_TEXT, size::larger);
        actions.on(Action.SMALLER_TEXT, size::smaller);
        actions.on(Action.USUAL_TEXT, size::usual);
        actions.on(Action.FORGET_PREFERENCES, this::forget);
        remember("group", GroupBy.class, tableau.groupByProperty());
        remember("sort", SortBy.class, tableau.sortByProperty());
        window.addEventHandler(KeyEvent.KEY_PRESSED, event -> onKey(event, actions));
    }

    private <E extends Enum<E>> void remember(String key, Class<E> type, ObjectProperty<E> chosen) {
        String before = preferences.get(key).orElse("");
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(before)) {
                chosen.set(value);
            }
        }
        chosen.addListener((source, from, to) -> preferences.put(key, to.name()));
    }

    /// Keyboards have plus and minus in other places than the action's key names.
    private static void onKey(KeyEvent event, Actions actions) {
        if (event.isShortcutDown() && (event.getCode() == KeyCode.PLUS || event.getCode() == KeyCode.ADD)) {
            event.consume();
            actions.perform(Action.LARGER_TEXT);
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.SUBTRACT) {
            event.consume();
            actions.perform(Action.SMALLER_TEXT);
        }
    }

    private void forget() {
        preferences.forget();
        themes.forget();
        strips.show(new Notice(Kind.DONE, text("preferences.forgotten"), List.of()));
    }
}

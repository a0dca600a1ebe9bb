package dev.parallax.ui.action;

import dev.parallax.ui.theme.Icons;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.event.EventTarget;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import org.fxmisc.richtext.CodeArea;

/// What each action does and whether it can be done now; makes the buttons, menu items and keys for
/// them. FX thread only.
public final class Actions {
    /// Of a button that says why it does nothing.
    public static final PseudoClass FORBIDDEN = PseudoClass.getPseudoClass("forbidden");

    private static final Duration TOOLTIP_DELAY = Duration.millis(400);

    private final Map<Action, Runnable> handlers = new EnumMap<>(Action.class);
    private final Map<Action, BooleanProperty> enabled = new EnumMap<>(Action.class);
    private final Map<Action, StringProperty> reasons = new EnumMap<>(Action.class);
    private Consumer<String> onForbidden = ignored -> {};

    public Actions() {
        for (Action action : Action.values()) {
            enabled.put(action, new SimpleBooleanProperty(this, action.name(), true));
            reasons.put(action, new SimpleStringProperty(this, action.name(), ""));
        }
    }

    /// Says what `action` does; replaces what was said before.
    public void on(Action action, Runnable handler) {
        handlers.put(action, handler);
    }

    public void enable(Action action, boolean value) {
        property(action).set(value);
    }

    /// Says why `action` cannot be done to what is selected. Its buttons stay, look so, and tell; so do its keys.
    ///
    /// @param reason a sentence; empty if it can be done
    public void forbid(Action action, String reason) {
        reason(action).set(reason);
    }

    /// What hears the reason when something is asked for that cannot be done.
    public void onForbidden(Consumer<String> teller) {
        onForbidden = teller;
    }

    /// Whether `action` can be done now.
    public boolean isEnabled(Action action) {
        return handlers.containsKey(action)
                && property(action).get()
                && reason(action).get().isEmpty();
    }

    /// Does `action` if it is enabled.
    public void perform(Action action) {
        Runnable handler = handlers.get(action);
        String reason = reason(action).get();
        if (!reason.isEmpty()) {
            onForbidden.accept(reason);
        } else if (handler != null && property(action).get()) {
            handler.run();
        }
    }

    /// A flat button with the action's icon alone; its text is for screen readers and the tooltip.
    public Button iconButton(Action action) {
        Button button = button(action);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("flat", "button-icon");
        return button;
    }

    public Button button(Action action) {
        Button button = new Button(action.title(), Icons.of(action.icon()));
        button.setId(id(action));
        button.setAccessibleText(action.title());
        Tooltip tooltip = tooltip(action.hint());
        button.setTooltip(tooltip);
        reason(action).subscribe(reason -> {
            button.pseudoClassStateChanged(FORBIDDEN, !reason.isEmpty());
            button.setAccessibleHelp(reason);
            tooltip.setText(reason.isEmpty() ? action.hint() : reason);
        });
        button.disableProperty().bind(property(action).not());
        button.setOnAction(event -> perform(action));
        return button;
    }

    public MenuItem menuItem(Action action) {
        MenuItem item = new MenuItem(action.title(), Icons.of(action.icon()));
        item.setId(id(action));
        action.shortcut().ifPresent(item::setAccelerator);
        item.disableProperty().bind(property(action).not());
        item.setOnAction(event -> perform(action));
        return item;
    }

    /// Performs the action whose key was pressed, unless a text is being typed and the key has no modifier.
    public void onKeyPressed(KeyEvent event) {
        boolean typing = isText(event.getTarget());
        for (Action action : Action.values()) {
            KeyCombination keys = action.shortcut().orElse(null);
            if (keys != null && keys.match(event) && !(typing && isPlain(event))) {
                event.consume();
                perform(action);
                return;
            }
        }
    }

    /// Opens the shortcut sheet on `?`, wherever a keyboard has it.
    public void onKeyTyped(KeyEvent event) {
        if (event.getCharacter().equals("?") && !isText(event.getTarget())) {
            event.consume();
            perform(Action.SHOW_SHORTCUTS);
        }
    }

    /// What `#lookup` finds the action's button by: `toggle-traffic`.
    public static String id(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setShowDelay(TOOLTIP_DELAY);
        return tooltip;
    }

    private static boolean isText(EventTarget target) {
        return target instanceof TextInputControl || target instanceof CodeArea;
    }

    private static boolean isPlain(KeyEvent event) {
        return !event.isShortcutDown() && !event.getCode().isFunctionKey() && event.getCode() != KeyCode.ESCAPE;
    }

    private StringProperty reason(Action action) {
        StringProperty reason = reasons.get(action);
        if (reason == null) {
            throw new IllegalStateException("every action has its reason");
        }
        return reason;
    }

    private BooleanProperty property(Action action) {
        BooleanProperty property = enabled.get(action);
        if (property == null) {
            throw new IllegalStateException("every action has its property");
        }
        return property;
    }
}

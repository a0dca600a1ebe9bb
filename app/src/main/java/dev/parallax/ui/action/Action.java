package dev.parallax.ui.action;

import static dev.parallax.ui.messages.Messages.text;

import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Everything a person can do with a key or a button. The text is `action.<name>` in the bundle. Immutable.
public enum Action {
    TOGGLE_TRAFFIC(Category.TRAFFIC, Feather.PLAY, "Space"),
    SLOWER(Category.TRAFFIC, Feather.CHEVRONS_LEFT, "Comma"),
    FASTER(Category.TRAFFIC, Feather.CHEVRONS_RIGHT, "Period"),

    ADD_CLIENT(Category.CLIENTS, Feather.USER_PLUS, "C"),
    ADD_10_CLIENTS(Category.CLIENTS, Feather.USERS, null),
    ADD_100_CLIENTS(Category.CLIENTS, Feather.USERS, null),
    ADD_1000_CLIENTS(Category.CLIENTS, Feather.USERS, null),
    CONNECT(Category.CLIENTS, Feather.LINK, "Shortcut+L"),
    REMOVE_CLIENT(Category.CLIENTS, Feather.USER_MINUS, "Shift+Delete"),
    TOGGLE_OFFLINE(Category.CLIENTS, Feather.WIFI_OFF, "O"),
    CHANGE_SESSION(Category.CLIENTS, Feather.USER_CHECK, "R"),
    CUT_CLIENT(Category.CLIENTS, Feather.SCISSORS, "X"),
    KILL_CLIENT(Category.CLIENTS, Feather.ZAP_OFF, null),
    CORRUPT_CACHE(Category.CLIENTS, Feather.DROPLET, null),
    RESTART_CLIENT(Category.CLIENTS, Feather.REFRESH_CW, null),
    EXPIRE_SESSION(Category.CLIENTS, Feather.LOCK, null),
    SIGN_IN_AGAIN(Category.CLIENTS, Feather.LOG_IN, null),

    CREATE_POST(Category.POSTS, Feather.FILE_PLUS, "N"),
    EDIT_POST(Category.POSTS, Feather.EDIT_2, "E"),
    PUBLISH_POST(Category.POSTS, Feather.EYE, "P"),
    CHANGE_AUTHOR(Category.POSTS, Feather.AT_SIGN, "A"),
    DELETE_POST(Category.POSTS, Feather.TRASH_2, "Delete"),
    ASK_WHY(Category.POSTS, Feather.HELP_CIRCLE, "W"),
    EXPECT_NEVER(Category.POSTS, Feather.MAP_PIN, null),
    SELECT_ALL(Category.POSTS, Feather.GRID, "Shortcut+A"),
    UNDO(Category.POSTS, Feather.CORNER_UP_LEFT, "Shortcut+Z"),
    REDO(Category.POSTS, Feather.CORNER_UP_RIGHT, "Shortcut+Shift+Z"),

    EDIT_POLICY(Category.POLICY, Feather.SHIELD, "Shortcut+E"),
    APPLY_POLICY(Category.POLICY, Feather.CHECK, "Shortcut+Enter"),
    REVERT_POLICY(Category.POLICY, Feather.ROTATE_CCW, null),
    OPEN_POLICY(Category.POLICY, Feather.FOLDER, "Shortcut+O"),
    SAVE_POLICY(Category.POLICY, Feather.SAVE, "Shortcut+S"),

    OPEN_FILE(Category.FILES, Feather.FOLDER, "Shortcut+Shift+O"),
    SAVE_WORLD(Category.FILES, Feather.PACKAGE, "Shortcut+Shift+S"),
    EXPORT_PICTURE(Category.FILES, Feather.IMAGE, null),
    EXPORT_PICTURE_LARGE(Category.FILES, Feather.IMAGE, null),
    EXPORT_RECORDING(Category.FILES, Feather.FILM, null),
    EXPORT_METRICS(Category.FILES, Feather.ACTIVITY, null),
    EXPORT_LOG(Category.FILES, Feather.LIST, null),

    SHOW_SCENARIOS(Category.VIEW, Feather.FILM, "G"),
    EXPECT(Category.VIEW, Feather.CHECK_SQUARE, "Shortcut+3"),
    VIEW_CARDS(Category.VIEW, Feather.GRID, "1"),
    VIEW_MATRIX(Category.VIEW, Feather.HASH, "2"),
    VIEW_RACE(Category.VIEW, Feather.FLAG, "3"),
    COMMAND_PALETTE(Category.VIEW, Feather.COMMAND, "Shortcut+K"),
    FILTER(Category.VIEW, Feather.SEARCH, "Shortcut+F"),
    ZOOM_IN(Category.VIEW, Feather.ZOOM_IN, "Plus"),
    ZOOM_OUT(Category.VIEW, Feather.ZOOM_OUT, "Minus"),
    ZOOM_FIT(Category.VIEW, Feather.MAXIMIZE, "0"),
    TOGGLE_TIMELINE(Category.TIMELINE, Feather.CLOCK, "Shortcut+4"),
    STEP_BACK(Category.TIMELINE, Feather.SKIP_BACK, "Shortcut+Left"),
    STEP_FORWARD(Category.TIMELINE, Feather.SKIP_FORWARD, "Shortcut+Right"),
    PLAY_TIMELINE(Category.TIMELINE, Feather.PLAY, "Shortcut+P"),
    BACK_TO_LIVE(Category.TIMELINE, Feather.RADIO, "L"),

    TOGGLE_POLICY(Category.VIEW, Feather.SIDEBAR, "Shortcut+1"),
    TOGGLE_INSPECTOR(Category.VIEW, Feather.COLUMNS, "Shortcut+2"),
    DEMO_MODE(Category.VIEW, Feather.MONITOR, "F11"),
    NEXT_THEME(Category.VIEW, Feather.MOON, "T"),
    LARGER_TEXT(Category.VIEW, Feather.PLUS_CIRCLE, "Shortcut+Equals"),
    SMALLER_TEXT(Category.VIEW, Feather.MINUS_CIRCLE, "Shortcut+Minus"),
    USUAL_TEXT(Category.VIEW, Feather.CIRCLE, "Shortcut+0"),
    FORGET_PREFERENCES(Category.VIEW, Feather.TRASH, null),
    SHOW_SHORTCUTS(Category.VIEW, Feather.HELP_CIRCLE, "F1"),
    DISMISS(Category.VIEW, Feather.X, "Esc");

    /// How the shortcut sheet groups actions.
    public enum Category {
        TRAFFIC,
        CLIENTS,
        POSTS,
        POLICY,
        TIMELINE,
        FILES,
        VIEW;

        public String title() {
            return text("category." + name().toLowerCase(Locale.ROOT));
        }
    }

    private final Category category;
    private final Feather icon;
    /// Immutable, which its class does not say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable KeyCombination shortcut;

    Action(Category category, Feather icon, @Nullable String shortcut) {
        this.category = category;
        this.icon = icon;
        this.shortcut = shortcut == null ? null : KeyCombination.valueOf(shortcut);
    }

    public Category category() {
        return category;
    }

    public Feather icon() {
        return icon;
    }

    public Optional<KeyCombination> shortcut() {
        return Optional.ofNullable(shortcut);
    }

    public String textKey() {
        return "action." + name().toLowerCase(Locale.ROOT);
    }

    /// What it does, as an imperative phrase.
    public String title() {
        return text(textKey());
    }

    /// The phrase and, where there is one, the key: for tooltips.
    public String hint() {
        return shortcut()
                .map(keys -> title() + "  (" + keys.getDisplayText() + ")")
                .orElse(title());
    }
}

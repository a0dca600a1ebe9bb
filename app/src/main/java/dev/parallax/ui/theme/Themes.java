package dev.parallax.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import dev.parallax.ui.preferences.Preferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.util.Subscription;

/// Applies the chosen theme to the application and its scene, follows the system where that is chosen, and
/// remembers the choice. FX thread only.
public final class Themes {
    public static final String PREFERENCE = "theme";

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final String STYLE_SHEET = "/dev/parallax/ui/parallax.css";

    private final Preferences preferences;
    private final Scene scene;
    private final List<Runnable> listeners = new ArrayList<>();
    private final ChangeListener<ColorScheme> onSystemChange = (source, before, after) -> apply();
    private final TextSize textSize;
    private ThemeChoice choice;
    private boolean dark;

    /// @param now for this run only, or empty for what is remembered
    public Themes(Preferences preferences, Scene scene, Optional<ThemeChoice> now) {
        this.preferences = preferences;
        this.scene = scene;
        this.textSize = new TextSize(preferences, scene);
        this.choice = now.or(() -> preferences.get(PREFERENCE).flatMap(ThemeChoice::of))
                .orElse(ThemeChoice.SYSTEM);
    }

    /// Styles the scene and starts to follow the system.
    public void attach() {
        scene.getStylesheets().add(resource(STYLE_SHEET));
        scene.rootProperty().subscribe(root -> root.pseudoClassStateChanged(DARK, dark));
        Platform.getPreferences().colorSchemeProperty().addListener(onSystemChange);
        textSize.attach();
        apply();
    }

    public void detach() {
        Platform.getPreferences().colorSchemeProperty().removeListener(onSystemChange);
    }

    /// How large everything is shown.
    public TextSize textSize() {
        return textSize;
    }

    /// As at first: as the system, at the usual size. Nothing is remembered of it.
    public void forget() {
        textSize.forget();
        choice = ThemeChoice.SYSTEM;
        apply();
    }

    public ThemeChoice choice() {
        return choice;
    }

    public boolean isDark() {
        return dark;
    }

    public void choose(ThemeChoice newChoice) {
        choice = newChoice;
        preferences.put(PREFERENCE, newChoice.keyword());
        apply();
    }

    /// Calls `listener` after every change of choice or colours, until the subscription is ended: the themes live
    /// as long as the program.
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void apply() {
        dark = switch (choice) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        Theme theme = dark ? new PrimerDark() : new PrimerLight();
        Application.setUserAgentStylesheet(theme.getUserAgentStylesheet());
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
        listeners.forEach(Runnable::run);
    }

    private static String resource(String path) {
        var url = Themes.class.getResource(path);
        if (url == null) {
            throw new IllegalStateException("the style sheet " + path + " is not on the class path");
        }
        return url.toExternalForm();
    }
}

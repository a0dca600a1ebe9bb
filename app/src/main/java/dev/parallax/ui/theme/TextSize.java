package dev.parallax.ui.theme;

import dev.parallax.ui.preferences.Preferences;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.Scene;

/// How large everything is shown, in percent; remembered. Menus and tooltips are windows of their own, so they get
/// larger letters; everything else is magnified as a whole ([Magnified]). FX thread only.
public final class TextSize {
    public static final String PREFERENCE = "text.percent";
    static final List<Integer> STEPS = List.of(80, 90, 100, 110, 125, 150, 175, 200);

    private static final int USUAL = 100;
    private static final double USUAL_PIXELS = 13;
    private final Preferences preferences;
    private final Scene scene;
    private final ReadOnlyIntegerWrapper percent = new ReadOnlyIntegerWrapper(USUAL);
    private String sheet = "";

    TextSize(Preferences preferences, Scene scene) {
        this.preferences = preferences;
        this.scene = scene;
        int remembered = (int) preferences.number(PREFERENCE, USUAL);
        percent.set(STEPS.contains(remembered) ? remembered : USUAL);
    }

    /// In percent of the usual.
    public ReadOnlyIntegerProperty percentProperty() {
        return percent.getReadOnlyProperty();
    }

    public double factor() {
        return percent.get() / (double) USUAL;
    }

    /// One step larger, up to twice the usual.
    public void larger() {
        choose(STEPS.get(Math.min(STEPS.size() - 1, STEPS.indexOf(percent.get()) + 1)));
    }

    /// One step smaller.
    public void smaller() {
        choose(STEPS.get(Math.max(0, STEPS.indexOf(percent.get()) - 1)));
    }

    public void usual() {
        choose(USUAL);
    }

    /// As at first, and not remembered.
    void forget() {
        percent.set(USUAL);
        attach();
    }

    private void choose(int value) {
        percent.set(value);
        preferences.put(PREFERENCE, Integer.toString(value));
        attach();
    }

    /// Sets the letters of popups, which take their style from the scene that they belong to.
    void attach() {
        scene.getStylesheets().remove(sheet);
        if (percent.get() != USUAL) {
            String css = String.format(
                    Locale.ROOT,
                    ".context-menu, .tooltip, .combo-box-popup, .completion { -fx-font-size: %.2fpx; }",
                    USUAL_PIXELS * factor());
            sheet = "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
            scene.getStylesheets().add(sheet);
        }
    }
}

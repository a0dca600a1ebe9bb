package dev.parallax.ui;

import dev.parallax.ui.preferences.Preferences;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Where the window was when it was last closed, and where it opens: in the same place, if there is still a screen. FX
/// thread only.
final class WindowPlace {
    private static final String PREFERENCE = "window";
    private static final String MAXIMISED = "window.maximised";
    /// As much of a window must be on a screen to be found and moved.
    private static final double SEEN_WIDTH_MIN = 200;

    private static final double SEEN_HEIGHT_MIN = 100;
    private static final int NUMBERS = 4;

    private WindowPlace() {}

    /// Puts the window where it was; leaves it where it is if nothing is remembered.
    static void restore(Stage stage, Preferences preferences) {
        List<Rectangle2D> screens =
                Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        preferences
                .get(PREFERENCE)
                .flatMap(WindowPlace::parse)
                .flatMap(place -> fit(place, screens))
                .ifPresent(place -> {
                    stage.setX(place.getMinX());
                    stage.setY(place.getMinY());
                    stage.setWidth(place.getWidth());
                    stage.setHeight(place.getHeight());
                });
        stage.setMaximized(preferences.flag(MAXIMISED, false));
    }

    /// Remembers where the window is; call before it is hidden.
    static void remember(Stage stage, Preferences preferences) {
        preferences.put(MAXIMISED, Boolean.toString(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isIconified() && stage.getWidth() > 0) {
            preferences.put(
                    PREFERENCE,
                    Math.round(stage.getX()) + " " + Math.round(stage.getY()) + " " + Math.round(stage.getWidth()) + " "
                            + Math.round(stage.getHeight()));
        }
    }

    /// @return nothing if the text is no place
    static Optional<Rectangle2D> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != NUMBERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Rectangle2D(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The place, no larger than the screen that most of it is on and moved onto it; empty if no screen shows enough of
    /// it.
    static Optional<Rectangle2D> fit(Rectangle2D place, List<Rectangle2D> screens) {
        Rectangle2D best = null;
        double most = 0;
        for (Rectangle2D screen : screens) {
            double width = overlap(place.getMinX(), place.getMaxX(), screen.getMinX(), screen.getMaxX());
            double height = overlap(place.getMinY(), place.getMaxY(), screen.getMinY(), screen.getMaxY());
            if (width >= SEEN_WIDTH_MIN && height >= SEEN_HEIGHT_MIN && width * height > most) {
                best = screen;
                most = width * height;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        double width = Math.min(place.getWidth(), best.getWidth());
        double height = Math.min(place.getHeight(), best.getHeight());
        return Optional.of(new Rectangle2D(
                Math.clamp(place.getMinX(), best.getMinX(), best.getMaxX() - width),
                Math.clamp(place.getMinY(), best.getMinY(), best.getMaxY() - height),
                width,
                height));
    }

    private static double overlap(double from, double until, double otherFrom, double otherUntil) {
        return Math.max(0, Math.min(until, otherUntil) - Math.max(from, otherFrom));
    }
}

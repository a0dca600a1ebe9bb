package dev.parallax.ui.theme;

import static dev.parallax.ui.messages.Messages.text;

import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.feather.Feather;

/// What the person asked for: light, dark, or as the system has it.
public enum ThemeChoice {
    SYSTEM(Feather.MONITOR),
    LIGHT(Feather.SUN),
    DARK(Feather.MOON);

    private final Feather icon;

    ThemeChoice(Feather icon) {
        this.icon = icon;
    }

    public Feather icon() {
        return icon;
    }

    public String title() {
        return text("theme." + keyword());
    }

    /// As options and preferences write it: `system`, `light`, `dark`.
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ThemeChoice> of(String keyword) {
        for (ThemeChoice choice : values()) {
            if (choice.keyword().equals(keyword)) {
                return Optional.of(choice);
            }
        }
        return Optional.empty();
    }

    /// The choice after this one when the person steps through them.
    public ThemeChoice next() {
        return switch (this) {
            case SYSTEM -> LIGHT;
            case LIGHT -> DARK;
            case DARK -> SYSTEM;
        };
    }
}

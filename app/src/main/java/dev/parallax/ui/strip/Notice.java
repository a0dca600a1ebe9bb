package dev.parallax.ui.strip;

import java.util.List;
import org.kordamp.ikonli.feather.Feather;

/// Something to tell the person without stopping them. Immutable.
///
/// @param text one or two sentences
/// @param offers what can be done about it
public record Notice(Kind kind, String text, List<Offer> offers) {
    /// How grave it is; decides colour, icon and how long it stays.
    public enum Kind {
        INFO(Feather.INFO, 8),
        DONE(Feather.CHECK_CIRCLE, 8),
        DENIED(Feather.SHIELD_OFF, 20),
        /// Waits for an answer for long.
        QUESTION(Feather.HELP_CIRCLE, 120);

        private final Feather icon;
        private final long seconds;

        Kind(Feather icon, long seconds) {
            this.icon = icon;
            this.seconds = seconds;
        }

        Feather icon() {
            return icon;
        }

        /// Long enough to read twice.
        long seconds() {
            return seconds;
        }
    }

    public Notice {
        offers = List.copyOf(offers);
    }

    public static Notice info(String text) {
        return new Notice(Kind.INFO, text, List.of());
    }
}

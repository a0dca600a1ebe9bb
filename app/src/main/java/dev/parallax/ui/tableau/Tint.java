package dev.parallax.ui.tableau;

import java.util.Locale;

/// Every colour of the tableau by its role, with its light and dark default.
///
/// Whose post it is shows as hue (own blue, others' teal and amber) and whether it is published as pattern
/// (plain or hatched), so that each state is told apart without seeing colour. Texts have at least 4.5 : 1 on
/// what they stand on.
public enum Tint {
    BACKGROUND(0xF3F4F7, 0x0E131D),
    CARD(0xFFFFFF, 0x161D2A),
    CARD_LINE(0xD5DAE2, 0x2B3548),
    CARD_OFFLINE(0xE9EBEF, 0x11161F),
    NAME(0x4A5362, 0xA9B4C6),
    MUTED(0x626B79, 0x8793A8),
    HEADING(0x1F2733, 0xE5EAF2),
    OWN(0x2F6BD8, 0x2F6BD8),
    OWN_TEXT(0xFFFFFF, 0xFFFFFF),
    OWN_BAR(0x153E8A, 0x9CC0FF),
    OWN_DRAFT(0xE3ECFC, 0x1A2A4A),
    OWN_DRAFT_HATCH(0xBDD2F8, 0x2B4478),
    OWN_DRAFT_TEXT(0x1D4185, 0xBFD5FF),
    OWN_DRAFT_DOT(0x93B4F2, 0x4568B0),
    PUBLISHED(0xCBE6DF, 0x1D4742),
    PUBLISHED_TEXT(0x0F4A40, 0xBDEDE0),
    PUBLISHED_DOT(0x6DBBA9, 0x2F8577),
    DRAFT(0xFFF5D9, 0x352B12),
    DRAFT_HATCH(0xF1D58B, 0x5E4B1C),
    DRAFT_TEXT(0x654A00, 0xF3D78F),
    DRAFT_DOT(0xE3B94E, 0xA17D27),
    ABSENT(0xCDD3DC, 0x364157),
    PENDING(0x7C3AED, 0xB79CFF),
    ARRIVED(0x047857, 0x34D399),
    CHANGED(0xD9480F, 0xFFB020),
    LEFT(0x7A8292, 0x8994A8),
    OVERWRITTEN(0x92400E, 0xFB923C),
    GAINED(0x0B7A4B, 0x4ADE9A),
    LOST(0xB4232F, 0xFF7A80),
    WRONG(0xD11A2A, 0xF0444F),
    WRONG_TEXT(0xFFFFFF, 0x160305),
    LIVE(0x15803D, 0x4ADE80),
    BUSY(0x8A5A00, 0xFBBF24),
    OFFLINE(0x626B79, 0x8793A8),
    ERROR(0xD11A2A, 0xFF6B74),
    BADGE(0xE4E7EC, 0x242D3E),
    BADGE_TEXT(0x4A5362, 0xA9B4C6),
    HOVER(0x0B1220, 0xFFFFFF),
    SELECTION(0xC2186B, 0xFF7AB8);

    private static final int OPAQUE = 0xFF000000;

    private final int light;
    private final int dark;

    Tint(int light, int dark) {
        this.light = OPAQUE | light;
        this.dark = OPAQUE | dark;
    }

    /// The default as ARGB.
    int argb(boolean darkTheme) {
        return darkTheme ? dark : light;
    }

    /// The CSS property that overrides the default: `-tableau-own-draft`.
    String property() {
        return "-tableau-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.parallax.ui.tableau;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// One colour for each [Tint]. Immutable.
public final class Palette {
    public static final Palette LIGHT = new Palette(false, Map.of());
    public static final Palette DARK = new Palette(true, Map.of());

    private final Map<Tint, Integer> argb = new EnumMap<>(Tint.class);

    private Palette(boolean dark, Map<Tint, Integer> overrides) {
        for (Tint tint : Tint.values()) {
            argb.put(tint, overrides.getOrDefault(tint, tint.argb(dark)));
        }
    }

    /// The defaults of a theme with some colours (ARGB) replaced.
    public static Palette of(boolean dark, Map<Tint, Integer> overrides) {
        return new Palette(dark, overrides.isEmpty() ? Map.of() : new EnumMap<>(overrides));
    }

    public int get(Tint tint) {
        return Objects.requireNonNull(argb.get(tint));
    }

    /// The colour at a share of its opacity.
    public int get(Tint tint, double opacity) {
        return (get(tint) & 0xFFFFFF) | ((int) Math.round(255 * Math.clamp(opacity, 0, 1)) << 24);
    }

    /// Between two colours: 0 is the first, 1 the second.
    public static int between(int from, int to, double share) {
        int result = 0;
        for (int shift = 0; shift <= 24; shift += 8) {
            int a = (from >>> shift) & 0xFF;
            int b = (to >>> shift) & 0xFF;
            result |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return result;
    }
}

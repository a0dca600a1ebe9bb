package dev.parallax.ui.tableau;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.css.CssMetaData;
import javafx.css.SimpleStyleableBooleanProperty;
import javafx.css.SimpleStyleableObjectProperty;
import javafx.css.StyleConverter;
import javafx.css.Styleable;
import javafx.css.StyleableBooleanProperty;
import javafx.css.StyleableObjectProperty;
import javafx.css.StyleableProperty;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/// The tableau's CSS: `-tableau-dark` chooses the defaults, `-tableau-background` and so on (see [Tint#property])
/// replace single colours. FX thread only.
public final class TableauStyle {
    private static final Map<Tint, CssMetaData<TableauView, @Nullable Color>> COLOURS = new EnumMap<>(Tint.class);
    private static final CssMetaData<TableauView, Boolean> DARK =
            new CssMetaData<>("-tableau-dark", StyleConverter.getBooleanConverter(), false) {
                @Override
                public boolean isSettable(TableauView view) {
                    return !view.style().dark.isBound();
                }

                @Override
                public StyleableProperty<Boolean> getStyleableProperty(TableauView view) {
                    return view.style().dark;
                }
            };
    private static final List<CssMetaData<? extends Styleable, ?>> META_DATA;

    static {
        List<CssMetaData<? extends Styleable, ?>> metaData = new ArrayList<>(Region.getClassCssMetaData());
        metaData.add(DARK);
        for (Tint tint : Tint.values()) {
            CssMetaData<TableauView, @Nullable Color> colour = colour(tint);
            COLOURS.put(tint, colour);
            metaData.add(colour);
        }
        META_DATA = Collections.unmodifiableList(metaData);
    }

    private final StyleableBooleanProperty dark;
    private final Map<Tint, StyleableObjectProperty<@Nullable Color>> colours = new EnumMap<>(Tint.class);

    /// @param changed called after any of the colours changed
    TableauStyle(TableauView view, Runnable changed) {
        dark = new SimpleStyleableBooleanProperty(DARK, view, "dark", false);
        dark.addListener(ignored -> changed.run());
        COLOURS.forEach((tint, metaData) -> {
            StyleableObjectProperty<@Nullable Color> property =
                    new SimpleStyleableObjectProperty<>(metaData, view, tint.property());
            property.addListener(ignored -> changed.run());
            colours.put(tint, property);
        });
    }

    static List<CssMetaData<? extends Styleable, ?>> metaData() {
        return META_DATA;
    }

    StyleableBooleanProperty dark() {
        return dark;
    }

    Palette palette() {
        Map<Tint, Integer> overrides = new EnumMap<>(Tint.class);
        colours.forEach((tint, property) -> {
            Color colour = property.get();
            if (colour != null) {
                overrides.put(tint, argb(colour));
            }
        });
        return Palette.of(dark.get(), overrides);
    }

    /// The colour of an opaque ARGB value.
    public static Color color(int argb) {
        return Color.rgb((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF);
    }

    private static int argb(Color colour) {
        return 0xFF000000
                | (int) Math.round(colour.getRed() * 255) << 16
                | (int) Math.round(colour.getGreen() * 255) << 8
                | (int) Math.round(colour.getBlue() * 255);
    }

    private static CssMetaData<TableauView, @Nullable Color> colour(Tint tint) {
        return new CssMetaData<>(tint.property(), StyleConverter.getColorConverter()) {
            @Override
            public boolean isSettable(TableauView view) {
                return !property(view).isBound();
            }

            @Override
            public StyleableProperty<@Nullable Color> getStyleableProperty(TableauView view) {
                return property(view);
            }

            private StyleableObjectProperty<@Nullable Color> property(TableauView view) {
                return Objects.requireNonNull(view.style().colours.get(tint));
            }
        };
    }
}

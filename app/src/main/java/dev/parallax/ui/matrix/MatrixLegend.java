package dev.parallax.ui.matrix;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.tableau.Palette;
import dev.parallax.ui.tableau.PixelView;
import dev.parallax.ui.tableau.TableauStyle;
import dev.parallax.ui.tableau.Tint;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/// Explains the cells: each as the matrix paints it, and what it means beside it. FX thread only.
final class MatrixLegend extends FlowPane {
    private static final double SPACING_X = 14;
    private static final double SPACING_Y = 6;
    private static final double LABEL_GAP = 6;
    private static final double SIDE = 16;

    /// @param state null for what an edited policy would do
    private record Entry(@Nullable CellState state, boolean comes, PixelView swatch, Label label) {}

    private final List<Entry> entries = new ArrayList<>();

    MatrixLegend(ObservableValue<Palette> palette) {
        super(SPACING_X, SPACING_Y);
        getStyleClass().add("tableau-legend");
        for (CellState state : CellState.values()) {
            if (state != CellState.NOT_HELD) {
                add(state, false, name(state));
            }
        }
        add(null, true, text("matrix.legend.gained"));
        add(null, false, text("matrix.legend.lost"));
        palette.subscribe(this::paint);
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(window -> window.renderScaleXProperty())
                .addListener(ignored -> paint(palette.getValue()));
    }

    private void add(@Nullable CellState state, boolean comes, String words) {
        PixelView swatch = new PixelView();
        swatch.setManaged(true);
        Label label = new Label(words, swatch);
        label.setGraphicTextGap(LABEL_GAP);
        label.setAlignment(Pos.CENTER_LEFT);
        entries.add(new Entry(state, comes, swatch, label));
        getChildren().add(label);
    }

    private static String name(CellState state) {
        return switch (state) {
            case BOTH -> text("matrix.legend.both");
            case GOING -> text("matrix.legend.going");
            case LEAK -> text("matrix.legend.leak");
            case COMING -> text("matrix.legend.coming");
            case MISSING -> text("matrix.legend.missing");
            case UNFOLLOWED -> text("matrix.legend.unfollowed");
            case NEITHER, NOT_HELD -> text("matrix.legend.neither");
            case HELD -> text("matrix.legend.held");
        };
    }

    private void paint(Palette palette) {
        double scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
        int side = (int) Math.round(SIDE * scale);
        for (Entry entry : entries) {
            entry.swatch().resize(side, side, scale);
            MatrixPainter.sample(entry.state(), entry.swatch().surface(), palette, scale, entry.comes());
            entry.swatch().update(0, 0, side, side);
            entry.label().setTextFill(TableauStyle.color(palette.get(Tint.NAME)));
        }
    }
}

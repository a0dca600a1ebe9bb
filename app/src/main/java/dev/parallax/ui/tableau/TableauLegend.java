package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Status;
import dev.parallax.ui.paint.GlyphAtlases;
import dev.parallax.ui.paint.Surface;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;

/// Explains the marks: each as the tableau paints it, and what it means beside it. FX thread only.
public final class TableauLegend extends FlowPane {
    private static final double SPACING_X = 14;
    private static final double SPACING_Y = 6;
    private static final double LABEL_GAP = 6;
    private static final long ME = 1;
    private static final long OTHER = 2;
    /// A moment at which flashes still show well.
    private static final long MOMENT_NANOS = 150_000_000;

    /// What is explained, in this order; each stands for the post of the same number on one sample card.
    private enum Entry {
        OWN(ME, true),
        OWN_DRAFT(ME, false),
        PUBLISHED(OTHER, true),
        DRAFT(OTHER, false),
        ABSENT(OTHER, true),
        PENDING(ME, true),
        ARRIVED(OTHER, true),
        CHANGED(OTHER, true),
        LEFT(OTHER, true),
        OVERWRITTEN(ME, true),
        LEAKED(OTHER, false),
        MISSING(OTHER, true),
        STALE(OTHER, true),
        GAINED(OTHER, true),
        LOST(OTHER, true);

        private static final List<Entry> ALL = List.of(values());

        private final long author;
        private final boolean published;

        Entry(long author, boolean published) {
            this.author = author;
            this.published = published;
        }

        private long id() {
            return ALL.indexOf(this) + 1L;
        }

        private Flash flash() {
            return switch (this) {
                case ARRIVED -> Flash.ARRIVED;
                case CHANGED -> Flash.CHANGED;
                case LEFT -> Flash.LEFT;
                default -> Flash.NONE;
            };
        }
    }

    private final GlyphAtlases atlases = GlyphAtlases.shared();
    private final Map<Entry, PixelView> swatches = new EnumMap<>(Entry.class);
    private final Map<Entry, Label> labels = new EnumMap<>(Entry.class);

    /// @param palette usually [TableauView#paletteProperty]
    public TableauLegend(ObservableValue<Palette> palette) {
        super(SPACING_X, SPACING_Y);
        getStyleClass().add("tableau-legend");
        for (Entry entry : Entry.ALL) {
            PixelView swatch = new PixelView();
            swatch.setManaged(true);
            Label label = new Label(TableauWords.text("legend." + entry.name()), swatch);
            label.setGraphicTextGap(LABEL_GAP);
            label.setAlignment(Pos.CENTER_LEFT);
            swatches.put(entry, swatch);
            labels.put(entry, label);
            getChildren().add(label);
        }
        palette.subscribe(this::paint);
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(window -> window.renderScaleXProperty())
                .addListener(ignored -> paint(palette.getValue()));
    }

    private void paint(Palette palette) {
        double scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
        TableauModel model = sample();
        // No room to fill, so that swatches have their natural size.
        model.resize(1, 1, scale);
        Grid grid = model.layout().grid();
        Faces faces = Faces.of(atlases, grid);
        CardState card = model.order().getFirst();
        swatches.forEach((entry, view) -> {
            view.resize(grid.cellWidth(), grid.cellHeight(), scale);
            Surface surface = view.surface();
            new CellPainter(model, surface, palette, faces, false)
                    .paint(card, model.slots().slotOf(entry.id()), 0, 0, MOMENT_NANOS);
            view.update(0, 0, surface.width(), surface.height());
        });
        labels.values().forEach(label -> label.setTextFill(TableauStyle.color(palette.get(Tint.NAME))));
    }

    private static TableauModel sample() {
        RowShape shape = new RowShape("Post", List.of("id", "authorUserId", "title", "published", "updatedAt"), "id");
        List<Row> all = new ArrayList<>();
        for (Entry entry : Entry.ALL) {
            all.add(new Row(shape, List.of(entry.id(), entry.author, "Aa", entry.published, 1L)));
        }
        List<Row> held = all.stream()
                .filter(row -> row.id() != Entry.ABSENT.id()
                        && row.id() != Entry.MISSING.id()
                        && row.id() != Entry.GAINED.id())
                .toList();
        CardMarks marks = new CardMarks(
                Set.of(Entry.PENDING.id()),
                Set.of(Entry.OVERWRITTEN.id()),
                Set.of(Entry.LEAKED.id()),
                Set.of(Entry.MISSING.id()),
                Set.of(Entry.STALE.id()));
        TableauModel model = new TableauModel();
        model.zoom(ZoomLevel.TITLES_SMALL);
        // A second client holds what the first lacks, so that there is a place for it.
        model.show(TableauFrame.of(List.of(card(1, held, marks), card(2, all, CardMarks.NONE)), Map.of()), 0);
        model.ghosts(new Ghosts(Map.of(1, new Ghosts.OfCard(Set.of(Entry.GAINED.id()), Set.of(Entry.LOST.id())))));
        CardState state = model.order().getFirst();
        for (Entry entry : Entry.ALL) {
            state.flashes[model.slots().slotOf(entry.id())] = entry.flash();
        }
        return model;
    }

    private static CardView card(int number, List<Row> posts, CardMarks marks) {
        return new CardView(number, "", ME, "", List.of(), "", Status.LIVE, "", 1, posts, marks);
    }
}

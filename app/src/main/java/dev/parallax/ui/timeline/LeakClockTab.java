package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.LeakClockReport.Exposure;
import dev.parallax.oracle.LeakClockReport.Kind;
import dev.parallax.oracle.LeakClockReport.Line;
import dev.parallax.ui.inspector.Columns;
import dev.parallax.ui.selection.Selection;
import dev.parallax.ui.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How long clients held what they may no longer see, beside how long they waited for what they may. FX thread only.
final class LeakClockTab implements TimelineTab {
    private final World world;
    private final Label sentence = new Label();
    private final TableView<Line> lines;
    private final TableView<Exposure> exposures;
    private final VBox content;
    private LeakClockReport shown = LeakClockReport.NONE;

    LeakClockTab(World world, Selection selection) {
        this.world = world;
        lines = Columns.table("leak-clock", text("leakclock.lines"), text("leakclock.lines.empty"));
        Columns.add(
                lines,
                List.of(
                        Columns.fixed(text("column.dialect"), 104, Line::dialect),
                        Columns.text(text("column.what"), 180, line -> kind(line.kind())),
                        right(Columns.fixed(text("column.count"), 72, line -> text("number", line.count()))),
                        right(Columns.fixed("p50", 76, line -> millis(line.p50()))),
                        right(Columns.fixed("p95", 76, line -> millis(line.p95()))),
                        right(Columns.fixed("p99", 76, line -> millis(line.p99()))),
                        right(Columns.fixed(text("column.max"), 76, line -> millis(line.max())))));
        lines.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        exposures = Columns.table("exposures", text("leakclock.held"), text("leakclock.held.empty"));
        Columns.add(
                exposures,
                List.of(
                        Columns.text(text("column.client"), 120, this::client),
                        Columns.fixed(text("column.row"), 100, held -> held.record() + " " + held.id()),
                        right(Columns.fixed(text("column.held"), 92, held -> millis(held.micros()))),
                        Columns.fixed(text("column.state"), 120, this::state)));
        exposures.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        exposures.getSelectionModel().selectedItemProperty().subscribe(held -> open(held, selection));
        sentence.setId("leak-clock-sentence");
        sentence.setWrapText(true);
        Button reset = new Button(text("leakclock.reset"));
        reset.setId("leak-clock-reset");
        reset.getStyleClass().add("small");
        reset.setMinWidth(Region.USE_PREF_SIZE);
        reset.setOnAction(event -> {
            world.resetLeakClock();
            refresh();
        });
        HBox head = new HBox(12, sentence, reset);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tab-head");
        SplitPane split = new SplitPane(lines, exposures);
        split.setDividerPositions(0.58);
        VBox.setVgrow(split, Priority.ALWAYS);
        content = new VBox(head, split);
        content.getStyleClass().add("tab-body");
    }

    @Override
    public String title() {
        return text("leakclock.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void refresh() {
        LeakClockReport report = world.leakClock();
        if (report.equals(shown)) {
            return;
        }
        shown = report;
        sentence.setText(sentence(report));
        lines.getItems().setAll(report.lines());
        List<Exposure> all = new ArrayList<>(report.held());
        all.addAll(report.longest());
        if (!exposures.getItems().equals(all)) {
            exposures.getItems().setAll(all);
        }
    }

    /// The one thing that a person wants to know.
    private static String sentence(LeakClockReport report) {
        long count = count(report, Kind.PURGED);
        long longest = longest(report, Kind.PURGED);
        StringBuilder words = new StringBuilder(
                count == 0 ? text("leakclock.none") : text("leakclock.longest", millis(longest), count));
        if (count(report, Kind.PURGED_AWAY) > 0) {
            words.append(' ')
                    .append(text(
                            "leakclock.away",
                            count(report, Kind.PURGED_AWAY),
                            millis(longest(report, Kind.PURGED_AWAY))));
        }
        if (!report.held().isEmpty()) {
            words.append(' ').append(text("leakclock.now", report.held().size()));
        }
        if (report.watched() < report.clients()) {
            words.append(' ').append(text("leakclock.watched", report.watched(), report.clients()));
        }
        return words.toString();
    }

    private static long count(LeakClockReport report, Kind kind) {
        return report.lines().stream()
                .filter(line -> line.kind() == kind)
                .mapToLong(Line::count)
                .sum();
    }

    private static long longest(LeakClockReport report, Kind kind) {
        return report.lines().stream()
                .filter(line -> line.kind() == kind)
                .mapToLong(Line::max)
                .max()
                .orElse(0);
    }

    private String client(Exposure held) {
        return world.client(held.client())
                .map(client -> text("leakclock.client", client.number(), client.name()))
                .orElseGet(() -> text("leakclock.client", held.client(), "–"));
    }

    private String state(Exposure held) {
        boolean isOver = !shown.held().contains(held);
        return isOver
                ? text(held.away() ? "leakclock.state.away" : "leakclock.state.over")
                : text(held.away() ? "leakclock.state.heldAway" : "leakclock.state.held");
    }

    private static void open(@Nullable Exposure held, Selection selection) {
        if (held != null) {
            boolean isPost = held.record().equals(World.POST);
            selection.select(held.client(), isPost ? held.id() : selection.postId());
        }
    }

    private static String kind(Kind kind) {
        return switch (kind) {
            case VISIBLE -> text("leakclock.kind.visible");
            case PURGED -> text("leakclock.kind.purged");
            case PURGED_AWAY -> text("leakclock.kind.away");
        };
    }

    /// Microseconds as a person reads them.
    static String millis(long micros) {
        return micros < 1_000_000
                ? String.format(Locale.ENGLISH, micros < 10_000 ? "%.1f ms" : "%.0f ms", micros / 1e3)
                : String.format(Locale.ENGLISH, "%.1f s", micros / 1e6);
    }

    private static <T> javafx.scene.control.TableColumn<T, String> right(
            javafx.scene.control.TableColumn<T, String> column) {
        column.getStyleClass().add("right");
        return column;
    }
}

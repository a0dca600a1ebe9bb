package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.recording.MetricSample;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Figures of the last minutes: latency, deltas, bytes by dialect and against whole lists, how often a change is
/// delivered, what waits, and
/// frames. FX thread only.
final class ChartsTab implements TimelineTab {
    private static final int SHOWN_SECONDS = 120;
    private static final double CHART_WIDTH_MIN = 170;

    private final World world;
    private final Frames frames;
    private final HBox charts = new HBox();
    private final ScrollPane content = new ScrollPane(charts);
    private final LineChart<Number, Number> latency = chart("latency");
    private final LineChart<Number, Number> deltas = chart("deltas");
    private final LineChart<Number, Number> bytes = chart("bytes");
    private final LineChart<Number, Number> whole = chart("whole");
    private final LineChart<Number, Number> amplification = chart("amplification");
    private final LineChart<Number, Number> queues = chart("queues");
    private final LineChart<Number, Number> pace = chart("frames");
    private long last;

    ChartsTab(World world, Frames frames) {
        this.world = world;
        this.frames = frames;
        for (LineChart<Number, Number> chart : List.of(latency, deltas, bytes, whole, amplification, queues, pace)) {
            charts.getChildren().add(withLegend(chart));
        }
        charts.getStyleClass().add("charts");
        content.setFitToHeight(true);
        content.setFitToWidth(true);
        content.setId("charts");
        content.getStyleClass().addAll("tab-body", "edge-to-edge");
    }

    /// How many frames the window drew in each of the last seconds.
    static final class Frames implements Pulse.Part {
        private static final long SECOND_NANOS = 1_000_000_000L;

        private final Deque<Double> perSecond = new ArrayDeque<>();
        private long since;
        private int count;

        @Override
        public void refresh(long nanos) {
            if (since == 0) {
                since = nanos;
            }
            count++;
            if (nanos - since >= SECOND_NANOS) {
                perSecond.addLast(count * (double) SECOND_NANOS / (nanos - since));
                if (perSecond.size() > SHOWN_SECONDS) {
                    perSecond.removeFirst();
                }
                since = nanos;
                count = 0;
            }
        }
    }

    @Override
    public String title() {
        return text("charts.tab");
    }

    @Override
    public Node content() {
        return content;
    }

    @Override
    public void refresh() {
        List<MetricSample> all = world.metrics();
        List<MetricSample> samples = all.subList(Math.max(0, all.size() - SHOWN_SECONDS), all.size());
        if (samples.isEmpty() || samples.getLast().time() == last) {
            return;
        }
        last = samples.getLast().time();
        show(
                latency,
                List.of(
                        series("charts.p50", samples, sample -> sample.visibleP50() / 1e3),
                        series("charts.p99", samples, sample -> sample.visibleP99() / 1e3),
                        series("charts.purged", samples, sample -> sample.purgedP99() / 1e3)));
        show(
                deltas,
                List.of(
                        series("charts.messages", samples, sample -> sample.messages() / sample.seconds()),
                        series("charts.changes", samples, sample -> sample.changes() / sample.seconds())));
        show(bytes, byDialect(samples));
        show(
                whole,
                List.of(
                        series("charts.sent", samples, sample -> sent(sample) / sample.seconds() / 1e3),
                        series("charts.lists", samples, sample -> sample.wholeLists() / sample.seconds() / 1e3)));
        show(
                amplification,
                List.of(series(
                        "charts.delivered",
                        samples,
                        sample -> sample.changes() == 0 ? 0 : sample.delivered() / (double) sample.changes())));
        show(queues, List.of(series("charts.queued", samples, MetricSample::queued)));
        showFrames();
    }

    private static long sent(MetricSample sample) {
        return sample.bytes().values().stream().mapToLong(Long::longValue).sum();
    }

    private void showFrames() {
        List<XYChart.Data<Number, Number>> points = new ArrayList<>();
        int second = -frames.perSecond.size();
        for (double count : frames.perSecond) {
            points.add(new XYChart.Data<>(++second, count));
        }
        show(pace, List.of(new Named(text("charts.fps"), points)));
    }

    private static List<Named> byDialect(List<MetricSample> samples) {
        TreeSet<String> dialects = new TreeSet<>();
        samples.forEach(sample -> dialects.addAll(sample.bytes().keySet()));
        return dialects.stream()
                .map(dialect -> new Named(
                        dialect,
                        points(samples, sample -> sample.bytes().getOrDefault(dialect, 0L) / sample.seconds() / 1e3)))
                .toList();
    }

    private record Named(String name, List<XYChart.Data<Number, Number>> points) {}

    private static Named series(String key, List<MetricSample> samples, ToDoubleFunction<MetricSample> value) {
        return new Named(text(key), points(samples, value));
    }

    /// The newest at 0, the others at how many seconds before.
    private static List<XYChart.Data<Number, Number>> points(
            List<MetricSample> samples, ToDoubleFunction<MetricSample> value) {
        long end = samples.getLast().time();
        List<XYChart.Data<Number, Number>> points = new ArrayList<>(samples.size());
        for (MetricSample sample : samples) {
            points.add(new XYChart.Data<>((sample.time() - end) / 1e6, value.applyAsDouble(sample)));
        }
        return points;
    }

    /// The chart's own legend goes away in a low panel.
    private static VBox withLegend(LineChart<Number, Number> chart) {
        FlowPane legend = new FlowPane(10, 0);
        legend.setAlignment(Pos.CENTER);
        legend.getStyleClass().add("legend");
        chart.setUserData(legend);
        VBox.setVgrow(chart, Priority.ALWAYS);
        VBox whole = new VBox(chart, legend);
        whole.setMinWidth(CHART_WIDTH_MIN);
        whole.setPrefWidth(CHART_WIDTH_MIN);
        HBox.setHgrow(whole, Priority.ALWAYS);
        return whole;
    }

    private static void legend(LineChart<Number, Number> chart, List<Named> named) {
        if (chart.getUserData() instanceof FlowPane legend
                && legend.getChildren().size() != named.size()) {
            legend.getChildren().clear();
            for (int index = 0; index < named.size(); index++) {
                Region line = new Region();
                line.getStyleClass().addAll("legend-line", "legend-line" + index);
                Label name = new Label(named.get(index).name(), line);
                name.getStyleClass().add("legend-name");
                legend.getChildren().add(name);
            }
        }
    }

    private static void show(LineChart<Number, Number> chart, List<Named> named) {
        legend(chart, named);
        for (int index = 0; index < named.size(); index++) {
            if (index == chart.getData().size()) {
                chart.getData().add(new XYChart.Series<>());
            }
            XYChart.Series<Number, Number> series = chart.getData().get(index);
            series.setName(named.get(index).name());
            series.getData().setAll(named.get(index).points());
        }
    }

    private static LineChart<Number, Number> chart(String name) {
        NumberAxis seconds = new NumberAxis(-SHOWN_SECONDS, 0, SHOWN_SECONDS / 4.0);
        seconds.setMinorTickVisible(false);
        NumberAxis values = new NumberAxis();
        values.setForceZeroInRange(true);
        values.setMinorTickVisible(false);
        LineChart<Number, Number> chart = new LineChart<>(seconds, values);
        chart.setId("chart-" + name);
        chart.setTitle(title(name));
        chart.setAccessibleText(title(name));
        chart.setAnimated(false);
        chart.setCreateSymbols(false);
        chart.setLegendVisible(false);
        chart.setMinSize(0, 0);
        chart.setPrefSize(CHART_WIDTH_MIN, 0);
        return chart;
    }

    private static String title(String name) {
        return switch (name) {
            case "latency" -> text("charts.latency");
            case "deltas" -> text("charts.deltas");
            case "bytes" -> text("charts.bytes");
            case "whole" -> text("charts.whole");
            case "amplification" -> text("charts.amplification");
            case "queues" -> text("charts.queues");
            default -> text("charts.frames");
        };
    }
}

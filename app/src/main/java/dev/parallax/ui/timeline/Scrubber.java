package dev.parallax.ui.timeline;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.pulse.Pulse;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Everything that is recorded as one line of time: how much happened when, when the policy changed, and the moment
/// that is looked at. FX thread only.
final class Scrubber extends VBox implements Pulse.Part {
    private static final int BARS = 96;
    private static final double HEIGHT = 22;
    private static final double BAR_HEIGHT_MIN = 2;
    private static final double MARK_WIDTH = 2;

    private final Timeline timeline;
    private final Slider slider = new Slider(0, 1, 1);
    private final Pane bars = new Pane();
    private final List<Region> marks = new ArrayList<>();
    private boolean following;

    Scrubber(Timeline timeline) {
        this.timeline = timeline;
        bars.setMinHeight(HEIGHT);
        bars.setPrefHeight(HEIGHT);
        bars.setMaxHeight(HEIGHT);
        bars.setMouseTransparent(true);
        for (int index = 0; index < BARS; index++) {
            Region bar = new Region();
            bar.getStyleClass().add("timeline-bar");
            bar.setManaged(false);
            bars.getChildren().add(bar);
        }
        slider.setId("scrubber");
        slider.setAccessibleText(text("timeline.scrubber"));
        slider.setTooltip(new Tooltip(text("timeline.scrubber.hint")));
        slider.valueProperty().subscribe((before, value) -> {
            if (!following) {
                timeline.lookAt(timeline.axis().time(value.longValue()));
            }
        });
        timeline.onMoment(this::follow);
        getStyleClass().add("scrubber");
        getChildren().addAll(bars, slider);
    }

    @Override
    public void refresh(long nanos) {
        long now = place(timeline.now());
        long from = Math.min(timeline.from() == 0 ? now - 1 : place(timeline.from()), now - 1);
        following = true;
        slider.setMax(now);
        slider.setMin(from);
        slider.setBlockIncrement(Math.max(1, (now - from) / 100.0));
        following = false;
        follow();
        draw(from, now);
    }

    private void follow() {
        if (!slider.isValueChanging()) {
            following = true;
            slider.setValue(
                    timeline.moment().isPresent() ? place(timeline.moment().getAsLong()) : slider.getMax());
            following = false;
        }
    }

    private void draw(long from, long now) {
        int[] counts = new int[BARS];
        int most = 1;
        for (long time : timeline.events().toArray()) {
            long at = place(time);
            if (at >= from && at < now) {
                int bar = (int) ((at - from) * BARS / (now - from));
                most = Math.max(most, ++counts[bar]);
            }
        }
        double width = bars.getWidth() / BARS;
        for (int index = 0; index < BARS; index++) {
            double height = counts[index] == 0
                    ? 0
                    : Math.max(BAR_HEIGHT_MIN, HEIGHT * Math.sqrt(counts[index]) / Math.sqrt(most));
            bars.getChildren()
                    .get(index)
                    .resizeRelocate(Math.floor(index * width), HEIGHT - height, Math.max(1, width - 1), height);
        }
        drawPolicies(from, now);
    }

    private void drawPolicies(long from, long now) {
        List<Long> shown = timeline.policies().stream()
                .map(entry -> place(entry.version()))
                .filter(at -> at > from && at < now)
                .toList();
        while (marks.size() < shown.size()) {
            Region mark = new Region();
            mark.getStyleClass().add("timeline-policy");
            mark.setManaged(false);
            marks.add(mark);
            bars.getChildren().add(mark);
        }
        for (int index = 0; index < marks.size(); index++) {
            boolean isShown = index < shown.size();
            marks.get(index).setVisible(isShown);
            if (isShown) {
                double x = bars.getWidth() * (shown.get(index) - from) / (now - from);
                marks.get(index).resizeRelocate(Math.floor(x), 0, MARK_WIDTH, HEIGHT);
            }
        }
    }

    private long place(long time) {
        return timeline.axis().place(time);
    }
}

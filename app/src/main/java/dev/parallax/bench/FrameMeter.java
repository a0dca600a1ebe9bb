package dev.parallax.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import org.HdrHistogram.Histogram;

/// Times a window's frames: when each began, and how much processor time the FX thread spent on it, from the first
/// timer to the end of layout. What is painted after that happens on another thread. FX thread only.
final class FrameMeter {
    /// At 60 frames a second; a frame that comes after more than one and a half of these has one missing before it.
    private static final long FRAME_NANOS = 16_666_667;

    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram intervals = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram work = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram clicks = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram clickFrames = new Histogram(10_000, DIGITS);
    private final List<Click> open = new ArrayList<>();
    private final Scene scene;
    private final Runnable afterLayout = this::end;
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long nanos) {
            begin();
        }
    };
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long began;
    private long beganCpu;
    private long frames;
    private long late;
    private long series;
    private long longestSeries;

    /// A click that has not been drawn yet.
    ///
    /// @param frame how many frames there were when it was made
    private record Click(long nanos, long frame) {}

    /// What was measured. Times in nanoseconds.
    ///
    /// @param late frames that came at least one frame too late
    /// @param longestSeries of frames that did so one after the other
    record Figures(
            Histogram intervals,
            Histogram work,
            Histogram clicks,
            Histogram clickFrames,
            long frames,
            long late,
            long longestSeries) {}

    /// Begins at once. Of the timers of the toolkit, this one has to be the first: begin before the window opens.
    FrameMeter(Scene scene) {
        this.scene = scene;
        timer.start();
        scene.addPostLayoutPulseListener(afterLayout);
    }

    /// Forgets what was measured so far: warming up.
    void reset() {
        intervals.reset();
        work.reset();
        clicks.reset();
        clickFrames.reset();
        open.clear();
        frames = 0;
        late = 0;
        series = 0;
        longestSeries = 0;
        began = 0;
    }

    /// A click was made at this time; it is drawn with the next frame that ends.
    void clicked(long nanos, long frameThen) {
        open.add(new Click(nanos, frameThen));
    }

    long frames() {
        return frames;
    }

    Figures figures() {
        return new Figures(
                intervals.copy(), work.copy(), clicks.copy(), clickFrames.copy(), frames, late, longestSeries);
    }

    void stop() {
        timer.stop();
        scene.removePostLayoutPulseListener(afterLayout);
    }

    private void begin() {
        long now = System.nanoTime();
        if (began != 0) {
            long interval = now - began;
            intervals.recordValue(Math.min(interval, HIGHEST_NANOS));
            boolean isLate = interval > FRAME_NANOS * 3 / 2;
            late += isLate ? 1 : 0;
            series = isLate ? series + 1 : 0;
            longestSeries = Math.max(longestSeries, series);
        }
        began = now;
        beganCpu = threads.getCurrentThreadCpuTime();
        frames++;
    }

    private void end() {
        long now = System.nanoTime();
        if (began == 0) {
            return;
        }
        work.recordValue(Math.clamp(threads.getCurrentThreadCpuTime() - beganCpu, 0, HIGHEST_NANOS));
        for (Click click : open) {
            clicks.recordValue(Math.min(now - click.nanos(), HIGHEST_NANOS));
            clickFrames.recordValue(Math.min(frames - click.frame(), 10_000));
        }
        open.clear();
    }
}

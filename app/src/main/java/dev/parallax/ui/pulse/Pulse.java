package dev.parallax.ui.pulse;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.animation.AnimationTimer;

/// The window's one timer. Each frame it drains the mailbox and lets every part look whether what it shows has
/// changed; a part that shows something heavy registers with a slower pace. FX thread only.
public final class Pulse {
    /// Fast enough that numbers feel live, slow enough that tables cost little: five times a second.
    public static final long CALM_NANOS = 200_000_000L;

    /// Looks at the newest state and updates what changed. Must not block.
    @FunctionalInterface
    public interface Part {
        /// @param nanos the frame's time, monotonic
        void refresh(long nanos);
    }

    private final Mailbox mailbox;
    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long nanos) {
            beat(nanos);
        }
    };

    public Pulse(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// Refreshes `part` every frame.
    public void every(Part part) {
        parts.add(part);
    }

    /// Refreshes `part` at most once per [#CALM_NANOS].
    public void calmly(Part part) {
        parts.add(new Calm(part));
    }

    public void start() {
        timer.start();
    }

    public void stop() {
        timer.stop();
    }

    private void beat(long nanos) {
        mailbox.drain();
        for (Part part : parts) {
            part.refresh(nanos);
        }
    }

    private static final class Calm implements Part {
        private final Part part;
        private long next = Long.MIN_VALUE;

        Calm(Part part) {
            this.part = part;
        }

        @Override
        public void refresh(long nanos) {
            if (nanos >= next) {
                next = nanos + CALM_NANOS;
                part.refresh(nanos);
            }
        }
    }
}

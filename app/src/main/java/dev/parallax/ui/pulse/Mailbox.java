package dev.parallax.ui.pulse;

import java.util.concurrent.ConcurrentLinkedQueue;

/// What other threads want done on the FX thread; the pulse drains it once per frame instead of one `runLater`
/// each. Thread-safe to post to, drained on the FX thread only.
public final class Mailbox {
    /// A burst (a thousand writes answered at once) is spread over frames so that no frame is late.
    private static final int DRAINED_PER_PULSE_LIMIT = 200;

    private final ConcurrentLinkedQueue<Runnable> letters = new ConcurrentLinkedQueue<>();

    public void post(Runnable letter) {
        letters.add(letter);
    }

    void drain() {
        for (int count = 0; count < DRAINED_PER_PULSE_LIMIT; count++) {
            Runnable letter = letters.poll();
            if (letter == null) {
                return;
            }
            letter.run();
        }
    }
}

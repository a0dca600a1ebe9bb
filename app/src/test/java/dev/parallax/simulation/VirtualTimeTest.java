package dev.parallax.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> happened = new ArrayList<>();

    private Runnable note(String what) {
        return () -> happened.add(what + "@" + time.nanos());
    }

    @Test
    void thingsHappenInTheirTimeAndThenInTheOrderInWhichTheyWereAskedFor() {
        time.after(20, note("c"));
        time.after(10, note("a"));
        time.after(10, note("b"));
        time.runUntil(15);

        assertThat(happened).containsExactly("a@10", "b@10");
        assertThat(time.nanos()).isEqualTo(15);
        time.runUntil(30);
        assertThat(happened).containsExactly("a@10", "b@10", "c@20");
    }

    @Test
    void whatHappensMayAskForMoreAndWhatWasCancelledDoesNotHappen() {
        VirtualTime.Task cancelled = time.after(3, note("never"));
        time.after(1, () -> {
            note("first").run();
            time.after(1, note("second"));
            cancelled.cancel();
        });
        time.runUntil(5);

        assertThat(happened).containsExactly("first@1", "second@2");
    }
}

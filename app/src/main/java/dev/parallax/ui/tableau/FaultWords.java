package dev.parallax.ui.tableau;

import dev.parallax.network.LinkFaults;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a line on purpose, in words for a card's tooltip.
final class FaultWords {
    private FaultWords() {}

    /// Empty if nothing is.
    static String of(LinkFaults faults) {
        if (faults.isNone()) {
            return "";
        }
        List<String> all = new ArrayList<>();
        if (faults.halfOpen()) {
            all.add(TableauWords.text("fault.halfopen"));
        }
        if (faults.latencyMillis() > 0) {
            all.add(TableauWords.text("fault.latency", faults.latencyMillis()));
        }
        if (faults.jitterMillis() > 0) {
            all.add(TableauWords.text("fault.jitter", faults.jitterMillis()));
        }
        if (faults.bytesPerSecond() > 0) {
            all.add(TableauWords.text("fault.bandwidth", faults.bytesPerSecond()));
        }
        if (faults.messagesPerSecond() > 0) {
            all.add(TableauWords.text("fault.reading", faults.messagesPerSecond()));
        }
        return String.join(", ", all);
    }
}

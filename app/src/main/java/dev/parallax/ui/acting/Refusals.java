package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.acting.PostWrites.Ended;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which of many writes were refused, and why, with those of one reason together. Immutable.
final class Refusals {
    private static final String VERDICT = "denied: ";
    /// More reasons do not fit a strip; the posts' own *why* has the rest.
    private static final int REASONS_SHOWN = 3;

    private final Map<String, List<Long>> byReason = new LinkedHashMap<>();

    Refusals(List<Ended> ended) {
        for (Ended each : ended) {
            if (!each.result().accepted()) {
                byReason.computeIfAbsent(reason(each.result().sentence()), reason -> new ArrayList<>())
                        .add(each.item().write().id());
            }
        }
    }

    boolean isEmpty() {
        return byReason.isEmpty();
    }

    int count() {
        return byReason.values().stream().mapToInt(List::size).sum();
    }

    /// `posts 3, 7: authorUserId is 7, …; post 9: …`
    String sentence() {
        String shown = byReason.entrySet().stream()
                .limit(REASONS_SHOWN)
                .map(entry -> text(
                        "refused.posts",
                        entry.getValue().size(),
                        entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        entry.getKey()))
                .collect(Collectors.joining("; "));
        return byReason.size() > REASONS_SHOWN ? text("refused.more", shown, byReason.size() - REASONS_SHOWN) : shown;
    }

    /// The server's reason without its verdict, which the strip states already.
    static String reason(String sentence) {
        return sentence.startsWith(VERDICT) ? sentence.substring(VERDICT.length()) : sentence;
    }
}

package dev.parallax.fleet;

import java.util.List;
import java.util.random.RandomGenerator;

/// Believable titles and texts of new posts. Immutable.
final class Titles {
    private static final List<String> OPENINGS = List.of(
            "Notes on",
            "A plan for",
            "Why we need",
            "Second thoughts on",
            "Progress with",
            "Questions about",
            "The state of",
            "Lessons from",
            "A week of",
            "Towards",
            "In praise of",
            "What is left of");
    private static final List<String> SUBJECTS = List.of(
            "the autumn release",
            "our onboarding",
            "the harbour office",
            "quiet hours",
            "the search page",
            "paper maps",
            "the new kitchen",
            "weekly reviews",
            "remote days",
            "the old archive",
            "the summer party",
            "shared keys",
            "the bicycle shed",
            "customer letters",
            "the night shift",
            "slow mornings",
            "the price list",
            "open doors",
            "the green room",
            "the library corner");
    private static final List<String> REMARKS = List.of(
            "First numbers look good; the rest follows on Thursday.",
            "Please read before the meeting and leave a comment.",
            "We tried it for a week, and nobody wants to go back.",
            "Two things are still open. See below.",
            "Thanks to everybody who stayed late for this.",
            "Not final. The budget is missing.");

    private Titles() {}

    static String title(RandomGenerator random) {
        return pick(OPENINGS, random) + " " + pick(SUBJECTS, random);
    }

    static String content(RandomGenerator random) {
        return pick(REMARKS, random);
    }

    private static String pick(List<String> from, RandomGenerator random) {
        return from.get(random.nextInt(from.size()));
    }
}

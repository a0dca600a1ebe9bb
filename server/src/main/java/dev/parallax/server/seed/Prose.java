package dev.parallax.server.seed;

import java.util.List;
import java.util.random.RandomGenerator;

/// Titles and texts such as people write them at work. The same random numbers give the same words.
final class Prose {
    private static final List<String> TITLES = List.of(
            "Notes on %s",
            "Planning %s",
            "Questions about %s",
            "Lessons from %s",
            "A plan for %s",
            "Rethinking %s",
            "Before %s",
            "After %s",
            "Who owns %s?",
            "What %s taught us",
            "Small steps towards %s",
            "The case for %s",
            "First look at %s",
            "Three ideas for %s",
            "Progress on %s",
            "A checklist for %s");

    private static final List<String> TOPICS = List.of(
            "the release plan",
            "the spring offsite",
            "customer interviews",
            "the new archive",
            "slow queries",
            "better onboarding",
            "the field survey",
            "quiet hours",
            "search results",
            "the budget review",
            "offline editing",
            "the harbour project",
            "weekly reports",
            "the reading group",
            "shared calendars",
            "the map view",
            "paper prototypes",
            "the help desk",
            "night shifts",
            "the old printer",
            "volunteer training",
            "the autumn exhibition",
            "fewer meetings",
            "the photo library",
            "plain language",
            "the river walk",
            "keyboard shortcuts",
            "the summer schedule",
            "open data",
            "the workshop space",
            "safe defaults",
            "the translation sprint");

    private static final List<String> OPENINGS = List.of(
            "We talked about this on Tuesday and agreed on the outline.",
            "This has been on the list for a while, so here is a start.",
            "Two people asked me the same thing last week.",
            "A short summary for everyone who could not be there.",
            "I tried it with a small group first.",
            "The first version was too long, this one fits on a page.");

    private static final List<String> MIDDLES = List.of(
            "Most of the work is done, but the last part needs a second pair of eyes.",
            "What surprised us is how little had to change.",
            "The numbers look better than in spring, mainly because we stopped doing two things twice.",
            "There are still three open questions, none of them urgent.",
            "It costs about a day each month, and saves at least two.",
            "We keep what worked and drop the rest without regret.");

    private static final List<String> ENDINGS = List.of(
            "Comments are welcome until Friday.",
            "I will write again when we know more.",
            "If nobody objects, we begin next week.",
            "Thanks to everyone who helped.",
            "Tell me what is missing.",
            "The details are in the shared folder.");

    private static final List<String> PLACES = List.of(
            "North Harbour",
            "Field Notes",
            "The Reading Room",
            "Garden Survey",
            "City Archive",
            "Night Shift",
            "Open Studio",
            "River Watch",
            "Map Makers",
            "Help Desk",
            "Print Shop",
            "Observatory");

    private Prose() {}

    /// Two to five words or so.
    static String title(RandomGenerator random) {
        String title = pick(TITLES, random).replace("%s", pick(TOPICS, random));
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    /// A few sentences.
    static String content(RandomGenerator random) {
        return pick(OPENINGS, random) + " " + pick(MIDDLES, random) + " " + pick(ENDINGS, random);
    }

    /// A workspace's name; from the second dozen on, with a number.
    static String workspace(int index) {
        String place = PLACES.get(index % PLACES.size());
        int round = index / PLACES.size();
        return round == 0 ? place : place + " " + (round + 1);
    }

    private static String pick(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }
}

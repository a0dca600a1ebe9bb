package dev.parallax.ui.palette;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How well a text answers what was typed. Each typed word must occur in the text as a subsequence; letters that
/// stand together, begin words, or are a whole word count more. Among equals the order that was handed in stays.
/// Pure; a search costs typed letters times letters of all texts.
public final class Ranking {
    /// Longer than any title that can be read in a list; bounds the work for each text.
    static final int TEXT_LIMIT = 200;
    /// Nobody types more to find something.
    static final int QUERY_LIMIT = 60;

    private static final Pattern WORDS = Pattern.compile("\\s+");
    private static final int LETTER = 1;
    private static final int TOGETHER = 5;
    private static final int WORD_START = 6;
    private static final int TEXT_START = 3;
    private static final int WHOLE_WORD = 10;
    /// More than a title's few scattered letters, less than a whole word that only the detail has.
    private static final int IN_TITLE = 20;

    private static final int IMPOSSIBLE = Integer.MIN_VALUE / 2;

    private Ranking() {}

    private record Scored<T>(T item, int score) {}

    /// The best matches, best first; all, in their order, while nothing is typed. What the title alone answers counts
    /// more than what takes the detail to be found.
    public static <T> List<T> best(
            String query, List<T> items, Function<T, String> title, Function<T, String> detail, int limit) {
        List<Scored<T>> scored = new ArrayList<>();
        for (T item : items) {
            OptionalInt byTitle = score(query, title.apply(item));
            OptionalInt score =
                    byTitle.isPresent() ? byTitle : score(query, title.apply(item) + " " + detail.apply(item));
            int first = byTitle.isPresent() ? IN_TITLE : 0;
            score.ifPresent(points -> scored.add(new Scored<>(item, points + first)));
        }
        scored.sort(Comparator.comparingInt((Scored<T> each) -> each.score()).reversed());
        return scored.stream().limit(limit).map(Scored::item).toList();
    }

    /// Higher is better; empty if a typed word does not occur in the text.
    static OptionalInt score(String query, String text) {
        String letters = bounded(text, TEXT_LIMIT);
        int sum = 0;
        for (String word : WORDS.split(bounded(query, QUERY_LIMIT), -1)) {
            if (!word.isEmpty()) {
                int score = word(word, letters);
                if (score <= 0) {
                    return OptionalInt.empty();
                }
                sum += score;
            }
        }
        return OptionalInt.of(sum);
    }

    /// The best way to find `word` in `text`: for each letter in turn, the best score that ends at each place.
    private static int word(String word, String text) {
        int[] before = new int[text.length()];
        int[] now = new int[text.length()];
        for (int letter = 0; letter < word.length(); letter++) {
            int bestBefore = letter == 0 ? 0 : IMPOSSIBLE;
            for (int at = 0; at < text.length(); at++) {
                int apart = bestBefore;
                int together = letter > 0 && at > 0 ? before[at - 1] + TOGETHER : IMPOSSIBLE;
                now[at] = text.charAt(at) == word.charAt(letter)
                        ? Math.max(apart, together) + LETTER + place(text, at)
                        : IMPOSSIBLE;
                if (letter > 0) {
                    bestBefore = Math.max(bestBefore, before[at]);
                }
            }
            int[] swap = before;
            before = now;
            now = swap;
        }
        int best = IMPOSSIBLE;
        for (int score : before) {
            best = Math.max(best, score);
        }
        return best > 0 && hasWord(text, word) ? best + WHOLE_WORD : best;
    }

    private static int place(String text, int at) {
        if (at == 0) {
            return WORD_START + TEXT_START;
        }
        return Character.isLetterOrDigit(text.charAt(at)) && !Character.isLetterOrDigit(text.charAt(at - 1))
                ? WORD_START
                : 0;
    }

    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static String bounded(String text, int limit) {
        return text.substring(0, Math.min(limit, text.length())).toLowerCase(Locale.ROOT);
    }
}

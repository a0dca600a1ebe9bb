package dev.parallax.language;

import java.util.Collection;
import java.util.Locale;

/// Finds the name that may have been meant. Stateless.
public final class Suggestion {
    /// Longer words are not compared: a name that long was not mistyped.
    private static final int WORD_LENGTH_LIMIT = 64;

    private Suggestion() {}

    /// "did you mean `authorUserId`?" if one of the names is close, else the empty text.
    public static String among(String word, Collection<String> names) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String name : names) {
            if (Math.abs(name.length() - word.length()) > allowedDistance(word)) {
                continue;
            }
            int distance = distance(word, name);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best.isEmpty() || bestDistance > allowedDistance(word) ? "" : didYouMean(best);
    }

    static String didYouMean(String text) {
        return "did you mean `" + text + "`?";
    }

    private static int allowedDistance(String word) {
        return word.length() == 1 ? 0 : word.length() <= 4 ? 1 : word.length() <= 7 ? 2 : 3;
    }

    /// Edits (insert, delete, replace, swap of neighbours) between two words; a difference of case alone costs
    /// nothing.
    private static int distance(String first, String second) {
        if (first.length() > WORD_LENGTH_LIMIT || second.length() > WORD_LENGTH_LIMIT) {
            return Integer.MAX_VALUE;
        }
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cost, edits[i - 2][j - 2] + 1) : cost;
    }
}

package dev.parallax.scenario.file;

import dev.parallax.scenario.file.Yaml.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The errors found so far. Confined to its caller.
final class Errors {
    /// More at once help nobody.
    private static final int LIMIT = 50;

    private final List<ScenarioError> found = new ArrayList<>();

    void add(Place place, String sentence) {
        add(place.line(), place.column(), sentence);
    }

    void add(int line, int column, String sentence) {
        if (found.size() < LIMIT) {
            found.add(new ScenarioError(line, column, sentence));
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /// In the order of the file.
    List<ScenarioError> inOrder() {
        List<ScenarioError> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(ScenarioError::line).thenComparingInt(ScenarioError::column));
        return Collections.unmodifiableList(sorted);
    }
}

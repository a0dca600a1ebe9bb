package dev.parallax.scenario.file;

/// What is wrong in a scenario file, and where. Immutable.
///
/// @param line from 1
/// @param column from 1
public record ScenarioError(int line, int column, String sentence) {
    /// `lesson.yaml:12:5: unknown key …`
    public String format(String fileName) {
        return fileName + ":" + line + ":" + column + ": " + sentence;
    }
}

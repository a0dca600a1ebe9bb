package dev.parallax.ui.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.policy.SchemaHighlighter.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaLinesTest {
    @Test
    void leavesLinesThatFitAsTheyAre() {
        String source = "record Post {\n    id   Int @id\n}";
        assertThat(SchemaLines.wrap(source, 40)).isEqualTo(new SchemaLines(source, List.of(1, 2, 3)));
    }

    @Test
    void dropsAlignmentBeforeItBreaks() {
        assertThat(SchemaLines.wrap("    @allow(query)          { True }", 30).text())
                .isEqualTo("    @allow(query) { True }");
    }

    @Test
    void indentsWhatFollowsABreakAndNumbersOnlyTheStart() {
        SchemaLines lines = SchemaLines.wrap("    @allow(update, delete) { id == Session.userId }\n}", 30);
        assertThat(lines.text()).isEqualTo("""
                    @allow(update, delete) {
                        id == Session.userId }
                }""".indent(0).stripTrailing());
        assertThat(lines.numbers()).containsExactly(1, 0, 2);
    }

    @Test
    void breaksNeitherInsideAStringNorOutOfAComment() {
        assertThat(SchemaLines.wrap("a == \"one two three four\" // five six seven", 30)
                        .text())
                .isEqualTo("a == \"one two three four\" //\n    // five six seven");
    }

    @Test
    void keepsAWordThatIsTooLong() {
        assertThat(SchemaLines.wrap("x".repeat(50), 20).text()).isEqualTo("x".repeat(50));
    }

    @Test
    void coloursEveryCharacterOnce() {
        String source = "record Post { @allow(query) { a == \"b\" } } // c";
        List<Stretch> stretches = SchemaHighlighter.highlight(source);
        assertThat(stretches.stream().mapToInt(Stretch::length).sum()).isEqualTo(source.length());
        assertThat(stretches)
                .extracting(Stretch::styleClass)
                .contains("schema-keyword", "schema-type", "schema-directive", "schema-string", "schema-comment");
    }
}

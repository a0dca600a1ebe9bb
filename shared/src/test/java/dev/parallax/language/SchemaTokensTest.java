package dev.parallax.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.language.SchemaTokens.Kind;
import dev.parallax.language.SchemaTokens.Word;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaTokensTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            record Post { // 😀 it's           ; KEYWORD record, TYPE Post, BRACKET {, COMMENT // 😀 it's
            @allow(query) { Or(a == 1.5) }     ; DIRECTIVE @allow, BRACKET (, KEYWORD query, BRACKET ), BRACKET {, KEYWORD Or, BRACKET (, NAME a, OPERATOR ==, LITERAL 1.5, BRACKET ), BRACKET }
            Session.role == "a//b"             ; SESSION Session, OPERATOR ., NAME role, OPERATOR ==, STRING "a//b"
            email String? Null                 ; NAME email, TYPE String, OPERATOR ?, LITERAL Null
            "open // still open                ; STRING "open // still open
            a && b                             ; NAME a, UNKNOWN &&, NAME b
            """)
    void namesEveryWord(String source, String expected) {
        assertThat(SchemaTokens.of(source).stream()
                        .map(word -> word.kind() + " " + word.text())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    @Test
    void coversAnyTextWithoutOverlapAndLeavesOnlyBlanks() {
        Random random = new Random(5);
        String letters = "ab Session record{}()[]\"\\//\n\r\t.@,?*<=>!😀é'&|1.5-";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder source = new StringBuilder();
            for (int count = random.nextInt(60); count > 0; count--) {
                int at = random.nextInt(letters.length());
                source.append(letters.charAt(at));
            }
            List<Word> words = SchemaTokens.of(source.toString());
            int end = 0;
            for (Word word : words) {
                assertThat(source.substring(end, word.start())).as("%s", source).isBlank();
                assertThat(source.substring(word.start(), word.end())).isEqualTo(word.text());
                end = word.end();
            }
            assertThat(source.substring(end).replace("\uFEFF", ""))
                    .as("%s", source)
                    .isBlank();
        }
    }

    @Test
    void commentsAreWords() {
        assertThat(SchemaTokens.of("// one\n  // two"))
                .extracting(Word::kind)
                .containsExactly(Kind.COMMENT, Kind.COMMENT);
    }
}

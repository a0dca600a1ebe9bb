package dev.parallax.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.policy.RandomPolicies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Whatever the text, the answer is a schema or errors that point into it: no exception, and a bounded number.
final class SchemaFuzzTest {
    private static final int MUTANTS = 4_000;
    private static final int NOISES = 1_000;
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ",",
            ".",
            "?",
            "*",
            "\"",
            "\\",
            "@",
            "@allow",
            "@id",
            "@default(",
            "@link(",
            "@unique(",
            "record",
            "session",
            "Session.",
            "And(",
            "Or(",
            "Not(",
            "exists",
            "in",
            "not in",
            "==",
            "<=",
            "startsWith",
            "Null",
            "True",
            "now",
            "99999999999999999999",
            "1e999",
            "-0.0",
            "//",
            "\n",
            "\r\n",
            "\t",
            "😀",
            "\uD800",
            "\u0000",
            "é",
            "Int",
            "String?",
            "id",
            "x",
            "&&",
            "'a'");

    @Test
    void mutatedSchemasGiveASchemaOrErrors() {
        Random random = new Random(1);
        List<String> originals = LongStream.range(0, 40)
                .mapToObj(seed -> new RandomPolicies(seed).world().schema().source())
                .toList();
        int parsed = 0;
        for (int count = 0; count < MUTANTS; count++) {
            StringBuilder text = new StringBuilder(originals.get(count % originals.size()));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                mutate(text, random);
            }
            parsed += check(text.toString(), "mutant " + count) ? 1 : 0;
        }
        assertThat(parsed).as("some mutants are harmless").isBetween(1, MUTANTS / 2);
    }

    @Test
    void noiseGivesErrors() {
        Random random = new Random(2);
        for (int count = 0; count < NOISES; count++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            check(new String(bytes, StandardCharsets.ISO_8859_1), "bytes " + count);
            check(new String(bytes, StandardCharsets.UTF_16), "units " + count);
            StringBuilder words = new StringBuilder();
            for (int word = random.nextInt(60); word > 0; word--) {
                words.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size()))).append(random.nextBoolean() ? " " : "");
            }
            check(words.toString(), "words " + count);
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(from, to);
            case 1 -> text.insert(from, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            case 2 -> text.replace(from, to, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
            default -> text.insert(random.nextInt(text.length()), text.substring(from, to));
        }
    }

    /// True if the text is a schema.
    private static boolean check(String text, String description) {
        return switch (SchemaLanguage.parse("fuzz", text)) {
            case ParseResult.Parsed ignored -> true;
            case ParseResult.Rejected(List<SchemaError> errors) -> {
                assertThat(errors).as(description).hasSizeBetween(1, SchemaLanguage.ERRORS_LIMIT + 1);
                List<Integer> starts = new ArrayList<>();
                for (SchemaError error : errors) {
                    starts.add(error.range().start());
                    assertThat(error.range().start()).as(description).isBetween(0, text.length());
                    assertThat(error.range().end())
                            .as(description)
                            .isBetween(error.range().start(), text.length());
                    assertThat(error.format().length()).as(description).isLessThan(2_000);
                    assertThat(error.excerpt().line()).as(description).doesNotContain("\n");
                }
                assertThat(starts).as(description).isSorted();
                yield false;
            }
        };
    }
}

package dev.parallax.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an author reads. The table `schema-errors.txt` has a source, `----`, its errors and `====` for each case.
final class SchemaErrorsTest {
    record Case(String source, String errors) {
        @Override
        public String toString() {
            return errors.lines().findFirst().orElse("");
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream table = SchemaErrorsTest.class.getResourceAsStream("/schema-errors.txt")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.stripTrailing().split("\n====\n", -1)).map(part -> {
                int line = part.indexOf("\n----\n");
                return new Case(part.substring(0, line), part.substring(line + "\n----\n".length()));
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void saysEverythingThatIsWrongAtOnce(Case expected) {
        String errors =
                errors(expected.source).stream().map(SchemaError::format).collect(Collectors.joining("\n"));

        assertThat(errors).isEqualTo(expected.errors);
    }

    @Test
    void readsAsOneSentenceToo() {
        SchemaError error = errors("record Post { @public id Itn @id }").getFirst();

        assertThat(error.sentence()).isEqualTo("unknown type `Itn`; did you mean `Int`?");
    }

    @Test
    void countsColumnsInCharactersAndOffsetsInUnits() {
        SchemaError error = errors("record Post { @public id Int @id s String @default(\"😀😀\") x Itn }")
                .getFirst();

        assertThat(error.range().column()).isEqualTo(60);
        assertThat(error.range().start()).isEqualTo(61);
        assertThat(error.range().end()).isEqualTo(64);
        assertThat(error.excerpt().carets()).isEqualTo(" ".repeat(59) + "^^^");
    }

    @Test
    void countsLinesWhateverEndsThem() {
        SchemaError error =
                errors("record Post {\r\n  @public\r\n  id Itn @id\r\n}").getFirst();

        assertThat(error.format()).startsWith("s:3:6: unknown type").contains("\n  id Itn @id\n     ^^^\n");
    }

    @Test
    void showsThePartOfALongLineAroundTheError() {
        SchemaError error = errors("record Post { @public id Int @id " + "x Int ".repeat(5_000) + "}")
                .getFirst();

        assertThat(error.excerpt().line().length()).isLessThanOrEqualTo(160);
        assertThat(error.message()).isEqualTo("`x` is declared twice in record Post");
    }

    @Test
    void stopsAfterTheHundredthError() {
        List<SchemaError> errors = errors("record Post { @public id Int @id " + "x Int ".repeat(251) + "}");

        assertThat(errors).hasSize(SchemaLanguage.ERRORS_LIMIT + 1);
        assertThat(errors.getLast().message()).isEqualTo("and 150 more errors from here on");
    }

    private static List<SchemaError> errors(String source) {
        return switch (SchemaLanguage.parse("s", source)) {
            case ParseResult.Parsed ignored -> List.of();
            case ParseResult.Rejected rejected -> rejected.errors();
        };
    }
}

package dev.parallax.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The schemas in docs/permissions.md are what they say they are.
final class PermissionsDocumentTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```parallax( rejected)?\n(.*?)^```\n(\n```text\n(.*?)^```\n)?");

    @Test
    void everySchemaParsesOrIsRejectedAsShown() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "permissions.md"));
        int blocks = 0;
        for (var block : BLOCK.matcher(document).results().toList()) {
            blocks++;
            String source = block.group(2);
            if (block.group(1) == null) {
                assertThat(errors(source)).as(source).isEmpty();
            } else {
                assertThat(errors(source).stream().map(SchemaError::format).collect(Collectors.joining("\n")))
                        .isEqualTo(block.group(4).stripTrailing());
            }
        }
        assertThat(blocks).isEqualTo(3);
    }

    private static List<SchemaError> errors(String source) {
        return switch (SchemaLanguage.parse("schema.parallax", source)) {
            case ParseResult.Parsed ignored -> List.of();
            case ParseResult.Rejected rejected -> rejected.errors();
        };
    }
}

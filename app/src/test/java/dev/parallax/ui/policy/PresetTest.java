package dev.parallax.ui.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.server.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
    private static final String DEFAULT = defaultSchema();

    private static String defaultSchema() {
        try (InputStream in = ServerConfig.class.getResourceAsStream("default.parallax")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetGivesASchemaThatDiffersInOneRuleOnly(Preset preset) {
        String source = preset.in(DEFAULT).orElseThrow();
        assertThat(SchemaLanguage.parse("preset", source)).isInstanceOf(ParseResult.Parsed.class);
        assertThat(preset.in(source)).contains(source);
        assertThat(Preset.ADMIN.in(source).orElseThrow().replaceAll("\\s", ""))
                .contains("authorUserId==Session.userId,published==True,Session.role==\"admin\"");
        String after = "@allow(insert, update, delete) { authorUserId == Session.userId }";
        assertThat(source.substring(source.lastIndexOf("@allow"))).startsWith(after);
    }

    @Test
    void aTextWithErrorsOrARuleForEverythingIsLeftAlone() {
        assertThat(Preset.PUBLIC.in("record Post {")).isEmpty();
        assertThat(Preset.PUBLIC.in("session { userId Int } record Post { @public id Int @id }"))
                .isEmpty();
        assertThat(Preset.PUBLIC.in("session { userId Int } record Post { @allow(*) { False } id Int @id }"))
                .isEmpty();
        assertThat(Preset.PUBLIC.in("session { userId Int } record Note { @public id Int @id }"))
                .isEmpty();
    }
}

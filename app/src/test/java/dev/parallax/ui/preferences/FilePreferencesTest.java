package dev.parallax.ui.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePreferencesTest {
    @TempDir
    Path folder;

    @Test
    void remembersFromRunToRun() {
        open().put("theme", "dark");
        assertThat(open().get("theme")).contains("dark");
    }

    @Test
    void forgetsEverythingWhenReset() {
        open().put("theme", "dark");
        open().clear();
        assertThat(open().get("theme")).isEmpty();
    }

    @Test
    void startsAnewWhereTheFileIsBroken() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"theme\":");
        assertThat(open().get("theme")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"theme":            | malformed JSON at line 1, column 10
            {"theme" "dark"}     | malformed JSON at line 1, column 10
            ["dark"]             | expected a JSON object, not an array
            """)
    void aBrokenFileIsNamedWithItsPlaceAndKeptAside(String content, String reason) throws IOException {
        Files.createDirectories(file().getParent());
        for (String aside : new String[] {"preferences.json.broken", "preferences.json.broken.2"}) {
            Files.writeString(file(), content);

            Preferences preferences = open();

            assertThat(preferences.problem())
                    .hasValueSatisfying(
                            problem -> assertThat(problem).contains("preferences.json cannot be read", reason, aside));
            assertThat(file().resolveSibling(aside)).hasContent(content);
            preferences.put("theme", "dark");
            assertThat(open().get("theme")).contains("dark");
            assertThat(open().problem()).isEmpty();
        }
    }

    @Test
    void remembersNothingMoreOnceItForgot() {
        Preferences preferences = open();
        preferences.put("theme", "dark");
        preferences.forget();
        preferences.put("window", "0 0 1 1");
        assertThat(open().get("theme")).isEmpty();
        assertThat(open().get("window")).isEmpty();
    }

    @Test
    void answersTheDefaultForWhatIsNoNumber() {
        Preferences preferences = new MemoryPreferences();
        preferences.put("policy.width", "wide");
        assertThat(preferences.number("policy.width", 300)).isEqualTo(300);
    }

    @Test
    void livesWhereTheSystemKeepsSuchFiles() {
        Path home = Path.of("home");
        assertThat(FilePreferences.usualPlace("Linux", home, Map.of()))
                .isEqualTo(home.resolve(".config/parallax/preferences.json"));
        assertThat(FilePreferences.usualPlace("Linux", home, Map.of("XDG_CONFIG_HOME", "elsewhere")))
                .isEqualTo(Path.of("elsewhere/parallax/preferences.json"));
        assertThat(FilePreferences.usualPlace("Mac OS X", home, Map.of()))
                .isEqualTo(home.resolve("Library/Application Support/parallax/preferences.json"));
    }

    private Preferences open() {
        return FilePreferences.open(file(), Runnable::run);
    }

    private Path file() {
        return folder.resolve("parallax").resolve("preferences.json");
    }
}

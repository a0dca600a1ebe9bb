package dev.parallax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every test that `docs/testing.md` names is there.
class TestingDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve("docs/testing.md");
    private static final List<String> MODULES = List.of("shared", "server", "app");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:#(\\w+))?`");
    /// A document that names fewer has lost its table, or is read wrongly.
    private static final int NAMES_AT_LEAST = 40;

    @Test
    void everyTestThatTheDocumentNamesExists() throws IOException {
        TreeMap<String, String> sources = sources();
        List<String> names = names();
        assertThat(names).hasSizeGreaterThan(NAMES_AT_LEAST);
        assertThat(names).allSatisfy(name -> {
            String[] parts = name.split("#");
            assertThat(sources).containsKey(parts[0]);
            if (parts.length == 2) {
                assertThat(sources.get(parts[0])).contains("void " + parts[1] + "(");
            }
        });
    }

    private static List<String> names() throws IOException {
        return NAMED.matcher(Files.readString(DOCUMENT))
                .results()
                .map(result -> result.group().replace("`", ""))
                .distinct()
                .toList();
    }

    private static TreeMap<String, String> sources() throws IOException {
        TreeMap<String, String> sources = new TreeMap<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                        .toList()) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return sources;
    }
}

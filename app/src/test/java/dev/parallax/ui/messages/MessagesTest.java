package dev.parallax.ui.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ui.action.Action;
import dev.parallax.ui.tableau.GroupBy;
import dev.parallax.ui.tableau.SortBy;
import dev.parallax.ui.theme.ThemeChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/parallax/ui");
    /// Keys stand in the code as whole string literals; those that are put together are added by hand below.
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-zA-Z0-9_.]*)\"");

    private final ResourceBundle bundle = ResourceBundle.getBundle("dev.parallax.ui.messages", Locale.ENGLISH);

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> used = literals();
        used.addAll(composed());
        Set<String> unused = new TreeSet<>(bundle.keySet());
        unused.removeAll(used);
        assertThat(unused).isEmpty();
    }

    @Test
    void everyComposedKeyHasAText() {
        assertThat(bundle.keySet()).containsAll(composed());
    }

    @Test
    void everyKeyInACallHasAText() throws IOException {
        Pattern call = Pattern.compile("\\btext\\(\\s*\"([^\"]+)\"\\s*[,)]");
        Set<String> keys = new TreeSet<>();
        for (String source : sources()) {
            Matcher matcher = call.matcher(source);
            while (matcher.find()) {
                keys.add(matcher.group(1));
            }
        }
        assertThat(keys).isNotEmpty();
        assertThat(bundle.keySet()).containsAll(keys);
    }

    @Test
    void noTextIsBlank() {
        assertThat(bundle.keySet())
                .allSatisfy(key -> assertThat(bundle.getString(key)).isNotBlank());
    }

    private static List<String> composed() {
        Stream<String> actions = Arrays.stream(Action.values()).map(Action::textKey);
        Stream<String> categories =
                Arrays.stream(Action.Category.values()).map(category -> "category." + lower(category));
        Stream<String> themes = Arrays.stream(ThemeChoice.values()).map(choice -> "theme." + choice.keyword());
        Stream<String> groups = Arrays.stream(GroupBy.values()).map(value -> "group." + lower(value));
        Stream<String> sorts = Arrays.stream(SortBy.values()).map(value -> "sort." + lower(value));
        Stream<String> hints = Stream.of("group", "sort", "status.leaks", "status.missing", "status.stale")
                .map(key -> key + ".hint");
        Stream<String> mix = Stream.of("create", "edit", "publish", "unpublish", "delete", "move", "forbidden")
                .map(kind -> "mix." + kind);
        Stream<String> steps = Stream.of("space", "click", "publish", "keys")
                .flatMap(step -> Stream.of("start." + step, "start." + step + ".key"));
        Stream<String> states =
                Stream.of("queued", "in_flight", "confirmed", "conflict").map(state -> "outbox." + state);
        return Stream.of(actions, categories, themes, groups, sorts, hints, mix, steps, states)
                .flatMap(keys -> keys)
                .toList();
    }

    private static Set<String> literals() throws IOException {
        Set<String> literals = new TreeSet<>();
        for (String source : sources()) {
            Matcher matcher = LITERAL.matcher(source);
            while (matcher.find()) {
                literals.add(matcher.group(1));
            }
        }
        return literals;
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            // The tableau has a bundle of its own.
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("tableau")))
                    .map(MessagesTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

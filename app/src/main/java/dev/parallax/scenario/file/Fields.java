package dev.parallax.scenario.file;

import dev.parallax.language.Suggestion;
import dev.parallax.scenario.expectation.Durations;
import dev.parallax.scenario.file.Yaml.Entry;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Place;
import dev.parallax.scenario.file.Yaml.Scalar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The entries of a mapping whose keys are known. What is wrong is added to the errors, and reads as
/// absent. Confined to its caller.
final class Fields {
    private final Errors errors;
    private final Place place;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean odd;

    /// @param what the mapping is, for errors: "an act"
    Fields(Yaml yaml, String what, List<String> known, Errors errors) {
        this.errors = errors;
        this.place = yaml.place();
        if (!(yaml instanceof Mapping mapping)) {
            odd = true;
            errors.add(yaml.place(), what + " is a mapping of " + list(known) + ", not " + yaml.kind());
            return;
        }
        for (Entry entry : mapping.entries()) {
            if (known.contains(entry.key().text())) {
                entries.put(entry.key().text(), entry);
            } else {
                odd = true;
                String hint = Suggestion.among(entry.key().text(), known);
                errors.add(
                        entry.key().place(),
                        "`" + entry.key().text() + "` is no key of " + what + "; "
                                + (hint.isEmpty() ? "there are " + list(known) : hint));
            }
        }
    }

    static String list(Iterable<String> names) {
        StringBuilder list = new StringBuilder();
        names.forEach(
                name -> list.append(list.isEmpty() ? "`" : ", `").append(name).append('`'));
        return list.toString();
    }

    Place place() {
        return place;
    }

    /// Whether it has unknown keys: then what seems to be missing is perhaps only misspelt, and needs
    /// no error.
    boolean isOdd() {
        return odd;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Optional<Yaml> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::value);
    }

    Place placeOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place : entry.value().place();
    }

    Optional<Yaml> require(String key) {
        if (!has(key) && !odd) {
            errors.add(place, "`" + key + "` is missing here");
        }
        return get(key);
    }

    Optional<String> text(String key) {
        return get(key).flatMap(value -> text(value, key));
    }

    private Optional<String> text(Yaml value, String key) {
        if (value instanceof Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        errors.add(value.place(), "`" + key + "` is a text, not " + value.kind());
        return Optional.empty();
    }

    String requireText(String key) {
        return require(key).flatMap(value -> text(value, key)).orElse("");
    }

    /// A whole number.
    OptionalLong whole(String key, long least, long most) {
        Yaml value = get(key).orElse(null);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            if (value instanceof Scalar scalar && scalar.plain()) {
                long number = Long.parseLong(scalar.text());
                if (number >= least && number <= most) {
                    return OptionalLong.of(number);
                }
            }
        } catch (NumberFormatException e) {
            // Said below, like every other value that is no number.
            return wrongNumber(value, key, least, most);
        }
        return wrongNumber(value, key, least, most);
    }

    private OptionalLong wrongNumber(Yaml value, String key, long least, long most) {
        errors.add(
                value.place(),
                "`" + key + "` is a whole number from " + least + " to " + most + ", not " + value.kind());
        return OptionalLong.empty();
    }

    OptionalDouble number(String key, double least, double most) {
        Yaml value = get(key).orElse(null);
        if (value == null) {
            return OptionalDouble.empty();
        }
        Double number = value instanceof Scalar scalar && scalar.plain() ? parse(scalar.text()) : null;
        if (number == null || !(number >= least && number <= most)) {
            errors.add(
                    value.place(), "`" + key + "` is a number from " + least + " to " + most + ", not " + value.kind());
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number);
    }

    private static @Nullable Double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    Optional<Boolean> flag(String key) {
        Yaml value = get(key).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Scalar scalar && scalar.plain() && (isTrue(scalar.text()) || isFalse(scalar.text()))) {
            return Optional.of(isTrue(scalar.text()));
        }
        errors.add(value.place(), "`" + key + "` is `true` or `false`, not " + value.kind());
        return Optional.empty();
    }

    static boolean isTrue(String text) {
        return text.equals("true") || text.equals("True");
    }

    static boolean isFalse(String text) {
        return text.equals("false") || text.equals("False");
    }

    Optional<Duration> duration(String key) {
        return get(key).flatMap(value -> duration(value, "`" + key + "`"));
    }

    private Optional<Duration> duration(Yaml value, String what) {
        Optional<Duration> duration =
                value instanceof Scalar scalar ? Durations.parse(scalar.text()) : Optional.empty();
        if (duration.isEmpty()) {
            errors.add(
                    value.place(),
                    what + " is a duration such as `200 ms` or `2 s`, at most " + Durations.LIMIT.toMinutes()
                            + " min, not " + value.kind());
        }
        return duration;
    }

    /// One of some words.
    <T> Optional<T> word(String key, Map<String, T> words) {
        return get(key).flatMap(value -> word(value, "`" + key + "`", words));
    }

    private <T> Optional<T> word(Yaml value, String what, Map<String, T> words) {
        if (value instanceof Scalar scalar) {
            T found = words.get(scalar.text());
            if (found != null) {
                return Optional.of(found);
            }
            String hint = Suggestion.among(scalar.text(), words.keySet());
            errors.add(
                    value.place(),
                    what + " is one of " + list(words.keySet()) + ", not " + value.kind()
                            + (hint.isEmpty() ? "" : "; " + hint));
        } else {
            errors.add(value.place(), what + " is one of " + list(words.keySet()) + ", not " + value.kind());
        }
        return Optional.empty();
    }
}

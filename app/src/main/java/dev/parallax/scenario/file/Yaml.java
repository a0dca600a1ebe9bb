package dev.parallax.scenario.file;

import java.util.List;
import java.util.Optional;

/// A YAML document with the places of its parts. Immutable.
sealed interface Yaml {
    Place place();

    /// What it is called in an error.
    String kind();

    /// From 1.
    record Place(int line, int column) {}

    /// @param plain not quoted, so that `true` and `12` are no texts
    /// @param contentColumn where the content begins, for errors inside it
    record Scalar(String text, boolean plain, Place place, int contentColumn) implements Yaml {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "`" + text.lines().findFirst().orElse("") + "`";
        }
    }

    record Sequence(List<Yaml> items, Place place) implements Yaml {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(List<Entry> entries, Place place) implements Yaml {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        Optional<Yaml> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Entry(Scalar key, Yaml value) {}
}

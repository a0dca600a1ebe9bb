package dev.parallax.scenario.file;

import dev.parallax.scenario.file.Yaml.Entry;
import dev.parallax.scenario.file.Yaml.Mapping;
import dev.parallax.scenario.file.Yaml.Place;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.file.Yaml.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document of bounded size and depth. Anchors, aliases and tags are refused: scenarios
/// need none, and small files could grow without end through them. Confined to its call.
final class YamlReader {
    /// A hundred times what a long scenario needs.
    static final int CHARACTERS_LIMIT = 256 * 1024;
    static final int DEPTH_LIMIT = 16;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(CHARACTERS_LIMIT)
            .build();

    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Yaml root;
    private int documents;

    /// A mapping or list that is not closed yet.
    private static final class Open {
        private final boolean mapping;
        private final Place place;
        private final List<Yaml> items = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private @Nullable Scalar key;

        Open(boolean mapping, Place place) {
            this.mapping = mapping;
            this.place = place;
        }

        void add(Yaml value) throws WrongYamlException {
            Scalar named = key;
            if (!mapping) {
                items.add(value);
            } else if (named != null) {
                entries.add(new Entry(named, value));
                key = null;
            } else if (value instanceof Scalar scalar) {
                if (entries.stream().anyMatch(entry -> entry.key().text().equals(scalar.text()))) {
                    throw new WrongYamlException(scalar.place(), "`" + scalar.text() + "` stands here twice");
                }
                key = scalar;
            } else {
                throw new WrongYamlException(value.place(), "a key is a word, not " + value.kind());
            }
        }

        Yaml close() {
            return mapping ? new Mapping(entries, place) : new Sequence(items, place);
        }
    }

    /// The text is no YAML, or more of it than a scenario may have.
    static final class WrongYamlException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient ScenarioError error;

        WrongYamlException(Place place, String sentence) {
            super(sentence);
            error = new ScenarioError(place.line(), place.column(), sentence);
        }

        ScenarioError error() {
            return error;
        }
    }

    private YamlReader() {}

    static Yaml read(String text) throws WrongYamlException {
        if (text.length() > CHARACTERS_LIMIT) {
            throw new WrongYamlException(
                    new Place(1, 1), "the file is larger than " + CHARACTERS_LIMIT / 1024 + " Ki characters");
        }
        YamlReader reader = new YamlReader();
        try {
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                reader.take(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw new WrongYamlException(place(e.getProblemMark()), reason(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new WrongYamlException(new Place(1, 1), "this is no YAML text: " + firstLine(e.getMessage()));
        }
        Yaml root = reader.root;
        if (root == null) {
            throw new WrongYamlException(new Place(1, 1), "the file is empty");
        }
        return root;
    }

    private void take(Event event) throws WrongYamlException {
        Place place = place(event.getStartMark());
        switch (event.getEventId()) {
            case DocumentStart -> {
                documents++;
                if (documents > 1) {
                    throw new WrongYamlException(place, "a file has one scenario; a second document begins here");
                }
            }
            case Alias -> throw new WrongYamlException(place, "aliases (`*name`) are not taken; write the value again");
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                requirePlain(scalar, scalar.getTag(), place);
                boolean quoted = scalar.isDQuoted() || scalar.isSQuoted();
                add(new Scalar(scalar.getValue(), scalar.isPlain(), place, place.column() + (quoted ? 1 : 0)));
            }
            case MappingStart, SequenceStart -> {
                CollectionStartEvent start = (CollectionStartEvent) event;
                requirePlain(start, start.getTag(), place);
                if (open.size() >= DEPTH_LIMIT) {
                    throw new WrongYamlException(place, "this is nested deeper than " + DEPTH_LIMIT + " levels");
                }
                open.push(new Open(event.getEventId() == Event.ID.MappingStart, place));
            }
            case MappingEnd, SequenceEnd -> add(open.pop().close());
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
        }
    }

    private void add(Yaml value) throws WrongYamlException {
        Open parent = open.peek();
        if (parent == null) {
            root = value;
        } else {
            parent.add(value);
        }
    }

    private static void requirePlain(NodeEvent event, Optional<String> tag, Place place) throws WrongYamlException {
        if (event.getAnchor().isPresent()) {
            throw new WrongYamlException(place, "anchors (`&name`) are not taken");
        }
        if (tag.isPresent()) {
            throw new WrongYamlException(place, "tags (`" + tag.get() + "`) are not taken");
        }
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(new Place(1, 1));
    }

    private static String reason(@Nullable String problem) {
        return "this is no YAML: " + firstLine(problem);
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "it cannot be read" : text.lines().findFirst().orElse("it cannot be read");
    }
}

package dev.parallax.ui.policy;

import dev.parallax.language.SchemaTokens;
import dev.parallax.language.SchemaTokens.Kind;
import dev.parallax.language.SchemaTokens.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What can be typed at a place of a schema text: record names, fields, links, `Session.`, directives
/// and words of the language, by what stands around it. Immutable; pure.
///
/// @param start where the word begins that is being typed
/// @param proposals that begin with what is typed already; empty where nothing can be proposed
record Completion(int start, List<Proposal> proposals) {
    private static final List<String> TYPES = List.of("Int", "Float", "String", "Bool", "DateTime");
    private static final List<String> OPERATIONS = List.of("query", "insert", "update", "delete");
    private static final List<String> OF_RECORD = List.of("@allow", "@public", "@topic", "@unique", "@index");
    private static final List<String> OF_FIELD = List.of("@id", "@default", "@link");
    private static final List<String> WORDS =
            List.of("Session.", "And(", "Or(", "Not(", "exists", "True", "False", "Null", "in", "not in", "startsWith");

    /// @param text what is put in place of the word
    /// @param note what it is, in a word
    record Proposal(String text, String note) {}

    static Completion at(String source, int caret) {
        List<Word> all = SchemaTokens.of(source);
        for (Word word : all) {
            boolean within = word.start() < caret
                    && (caret < word.end() || (word.kind() == Kind.COMMENT && caret == word.end()));
            if (within && (word.kind() == Kind.COMMENT || word.kind() == Kind.STRING)) {
                return new Completion(caret, List.of());
            }
        }
        List<Word> before = all.stream()
                .filter(word -> word.end() <= caret && word.kind() != Kind.COMMENT)
                .toList();
        int start = caret;
        String typed = "";
        if (!before.isEmpty() && before.getLast().end() == caret && isWord(before.getLast())) {
            start = before.getLast().start();
            typed = before.getLast().text();
            before = before.subList(0, before.size() - 1);
        }
        String prefix = typed.toLowerCase(Locale.ROOT);
        List<Proposal> proposals = new Place(Outline.of(all), before)
                .proposals()
                .filter(proposal -> proposal.text().toLowerCase(Locale.ROOT).startsWith(prefix))
                .toList();
        boolean done = proposals.size() == 1 && proposals.getFirst().text().equals(typed);
        return new Completion(start, done ? List.of() : proposals);
    }

    private static boolean isWord(Word word) {
        return switch (word.kind()) {
            case KEYWORD, DIRECTIVE, SESSION, TYPE, NAME -> true;
            case LITERAL -> Character.isLetter(word.text().charAt(0));
            case UNKNOWN -> word.text().equals("@");
            case STRING, OPERATOR, BRACKET, COMMENT -> false;
        };
    }

    /// What stands before the place, read from the start. Confined to its call.
    private static final class Place {
        private final Outline outline;
        private final List<Word> before;
        private String record = "";
        private boolean inSession;
        /// The record whose fields may be named, by depth of braces.
        private final List<String> subjects = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Place(Outline outline, List<Word> before) {
            this.outline = outline;
            this.before = before;
            for (int index = 0; index < before.size(); index++) {
                read(index);
            }
        }

        private void read(int index) {
            switch (before.get(index).text()) {
                case "record" -> {
                    record = word(index + 1);
                    inSession = false;
                    reset();
                }
                case "session" -> {
                    record = "";
                    inSession = true;
                    reset();
                }
                case "{" -> subjects.add(pathEnd(index));
                case "}" -> {
                    if (!subjects.isEmpty()) {
                        subjects.removeLast();
                    }
                }
                case "(" -> calls.add(word(index - 1));
                case ")" -> {
                    if (!calls.isEmpty()) {
                        calls.removeLast();
                    }
                }
                default -> {}
            }
        }

        private void reset() {
            subjects.clear();
            calls.clear();
        }

        private String subject() {
            return subjects.isEmpty() ? record : subjects.getLast();
        }

        /// Where the path of an `exists` that ends before `index` leads; the subject if there is none.
        private String pathEnd(int index) {
            int start = index - 1;
            while (start >= 0 && (word(start).equals(".") || before.get(start).kind() == Kind.NAME)) {
                start--;
            }
            if (!word(start).equals("exists")) {
                return subject();
            }
            String end = subject();
            for (int at = start + 1; at < index; at++) {
                if (!word(at).equals(".")) {
                    end = outline.linksOf(end).getOrDefault(word(at), "");
                }
            }
            return end;
        }

        private String word(int index) {
            return index >= 0 && index < before.size() ? before.get(index).text() : "";
        }

        Stream<Proposal> proposals() {
            String last = word(before.size() - 1);
            String call = calls.isEmpty() ? "" : calls.getLast();
            if (last.equals(".")) {
                return afterDot();
            }
            if (last.equals("exists")) {
                return notes(outline.linksOf(subject()).keySet(), "link");
            }
            if (subjects.isEmpty()) {
                boolean named = last.equals("record") || last.equals("session");
                return named ? Stream.of() : notes(List.of("record", "session"), "word");
            }
            if (call.equals("@allow")) {
                return notes(OPERATIONS, "operation");
            }
            if (call.equals("@link")) {
                return Stream.concat(fields(record), notes(outline.records().keySet(), "record"));
            }
            if (call.equals("@unique") || call.equals("@index") || call.equals("@topic")) {
                return fields(record);
            }
            if (call.equals("@default")) {
                return notes(List.of("now", "True", "False", "Null", "Session."), "word");
            }
            return subjects.size() == 1 ? inBody() : inExpression();
        }

        private Stream<Proposal> afterDot() {
            int owner = before.size() - 2;
            String name = word(owner);
            if (name.equals("Session")) {
                return notes(outline.session(), "session");
            }
            if (outline.records().containsKey(name)) {
                return Stream.concat(notes(List.of("id"), "field"), fields(name))
                        .distinct();
            }
            return notes(outline.linksOf(pathEnd(before.size() - 1)).keySet(), "link");
        }

        /// Among the declarations of a record or the session.
        private Stream<Proposal> inBody() {
            Kind last = before.isEmpty() ? Kind.BRACKET : before.getLast().kind();
            if (last == Kind.NAME) {
                return Stream.concat(
                        notes(TYPES, "type"), inSession ? Stream.of() : notes(List.of("@link"), "directive"));
            }
            return inSession ? Stream.of() : Stream.concat(notes(OF_RECORD, "directive"), notes(OF_FIELD, "directive"));
        }

        private Stream<Proposal> inExpression() {
            return Stream.concat(fields(subject()), notes(WORDS, "word"));
        }

        private Stream<Proposal> fields(String of) {
            return notes(outline.fieldsOf(of), "field");
        }

        private static Stream<Proposal> notes(Collection<String> texts, String note) {
            return texts.stream().map(text -> new Proposal(text, note));
        }
    }
}

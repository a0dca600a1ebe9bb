package dev.parallax.ui.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits schema text into stretches with a style class each. Works on any text, correct or not. Stateless.
final class SchemaHighlighter {
    /// One group for each style; the names of the groups are the style classes without their `schema-`.
    private static final Pattern TOKENS = Pattern.compile("""
            (?<comment>//[^\\n]*)\
            |(?<string>"(?:\\\\.|[^"\\\\\\n])*"?)\
            |(?<directive>@\\w+)\
            |(?<keyword>\\b(?:session|record|And|Or|Not|exists|in|not|startsWith|query|insert|update|delete|now)\\b)\
            |(?<literal>\\b(?:True|False|Null)\\b|\\b\\d+(?:\\.\\d+)?\\b)\
            |(?<session>\\bSession\\b)\
            |(?<type>\\b[A-Z]\\w*\\b\\??)""");

    private static final List<String> GROUPS =
            List.of("comment", "string", "directive", "keyword", "literal", "session", "type");

    private SchemaHighlighter() {}

    /// A stretch of text.
    ///
    /// @param styleClass empty for plain text
    record Stretch(int length, String styleClass) {}

    /// Stretches that together are as long as `text`, in order.
    static List<Stretch> highlight(String text) {
        List<Stretch> stretches = new ArrayList<>();
        Matcher matcher = TOKENS.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                stretches.add(new Stretch(matcher.start() - end, ""));
            }
            stretches.add(new Stretch(matcher.end() - matcher.start(), styleClass(matcher)));
            end = matcher.end();
        }
        if (end < text.length()) {
            stretches.add(new Stretch(text.length() - end, ""));
        }
        return stretches;
    }

    private static String styleClass(Matcher matcher) {
        for (String group : GROUPS) {
            if (matcher.group(group) != null) {
                return "schema-" + group;
            }
        }
        return "";
    }
}

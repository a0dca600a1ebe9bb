package dev.parallax.language;

import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SourceRange;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The rules for names of records and fields.
final class Names {
    /// Tables and columns are named so, and databases bound that.
    static final int NAME_LENGTH_LIMIT = 63;

    static final List<String> TYPES =
            Arrays.stream(ScalarType.values()).map(ScalarType::keyword).toList();

    private static final Set<String> RESERVED =
            Set.of("And", "Or", "Not", "True", "False", "Null", "Session", "exists", "in", "not", "startsWith", "now");

    private Names() {}

    /// Reports a record name that cannot be one.
    ///
    /// @return true if nothing is wrong
    static boolean checkRecord(String name, SourceRange range, Findings findings) {
        if (TYPES.contains(name)) {
            findings.add(range, "`" + name + "` is the name of a type and cannot name a record");
            return false;
        }
        return checkAny("record", name, range, findings)
                && checkCase("record", name, Character.toUpperCase(name.charAt(0)), range, findings);
    }

    /// Reports a field or link name that cannot be one.
    ///
    /// @return true if nothing is wrong
    static boolean checkField(String name, SourceRange range, Findings findings) {
        return checkAny("field", name, range, findings)
                && checkCase("field", name, Character.toLowerCase(name.charAt(0)), range, findings);
    }

    private static boolean checkAny(String what, String name, SourceRange range, Findings findings) {
        if (RESERVED.contains(name)) {
            findings.add(range, "`" + name + "` is a reserved word and cannot name a " + what);
            return false;
        }
        if (name.length() > NAME_LENGTH_LIMIT) {
            findings.add(range, "a name has at most " + NAME_LENGTH_LIMIT + " characters, this one " + name.length());
            return false;
        }
        return true;
    }

    private static boolean checkCase(String what, String name, char first, SourceRange range, Findings findings) {
        if (name.charAt(0) == first) {
            return true;
        }
        String style = what.equals("record") ? "an upper-case" : "a lower-case";
        findings.add(
                range,
                "the " + what + " name `" + name + "` must begin with " + style + " letter",
                Suggestion.didYouMean(first + name.substring(1)));
        return false;
    }
}

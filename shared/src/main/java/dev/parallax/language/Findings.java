package dev.parallax.language;

import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// Gathers what is wrong with one source text and gives it back in source order. Confined to one parse.
final class Findings {
    private record Finding(SourceRange range, String message, Supplier<String> hint) {}

    private final SourceText source;
    private final List<Finding> findings = new ArrayList<>();

    Findings(SourceText source) {
        this.source = source;
    }

    void add(SourceRange range, String message) {
        add(range, message, () -> "");
    }

    void add(SourceRange range, String message, String hint) {
        add(range, message, () -> hint);
    }

    /// @param hint may give the empty text; asked only if the error is reported, as looking for similar names takes
    /// time
    void add(SourceRange range, String message, Supplier<String> hint) {
        findings.add(new Finding(range, message, hint));
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /// At most [SchemaLanguage#ERRORS_LIMIT] errors, and one that says how many more there are.
    List<SchemaError> errors() {
        findings.sort(Comparator.comparingInt(finding -> finding.range().start()));
        List<SchemaError> errors = new ArrayList<>();
        for (Finding finding : findings) {
            if (errors.size() == SchemaLanguage.ERRORS_LIMIT) {
                int more = findings.size() - errors.size();
                String message = "and " + more + (more == 1 ? " more error" : " more errors") + " from here on";
                errors.add(source.error(finding.range(), message, ""));
                break;
            }
            errors.add(source.error(
                    finding.range(), finding.message(), finding.hint().get()));
        }
        return errors;
    }
}

package dev.parallax.language;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks the directives of a record: who may do what, and what is unique, indexed or a topic.
final class DirectiveChecker {
    private static final List<String> OPERATIONS =
            Arrays.stream(Operation.values()).map(Operation::keyword).toList();

    private final SourceText source;
    private final Findings findings;
    private final ExpressionChecker expressions;

    DirectiveChecker(SourceText source, Findings findings, Outline session, Map<String, Outline> records) {
        this.source = source;
        this.findings = findings;
        this.expressions = new ExpressionChecker(source, findings, session, records);
    }

    void check(Outline record) {
        EnumSet<Operation> covered = EnumSet.noneOf(Operation.class);
        boolean coverageKnown = !record.damaged;
        for (Directive directive : record.directives) {
            switch (directive.name()) {
                case "allow" -> coverageKnown &= checkAllow(directive, record, covered);
                case "public" -> {
                    directive.expectBare(findings);
                    cover(EnumSet.allOf(Operation.class), directive.range(), covered);
                    Expression everyone = new Expression.Constant(true, directive.range());
                    covered.forEach(operation -> record.permissions.putIfAbsent(operation, everyone));
                }
                case "topic" -> checkTopic(directive, record);
                default -> checkFieldList(directive, record);
            }
        }
        if (coverageKnown && covered.size() < OPERATIONS.size()) {
            String missing = EnumSet.complementOf(covered).stream()
                    .map(Operation::keyword)
                    .collect(Collectors.joining(", "));
            findings.add(
                    record.range,
                    "record `" + record.name + "` does not say who may " + missing.replace(", ", " or "),
                    "every operation needs exactly one permission: add `@allow(" + missing + ") { … }`");
        }
    }

    /// False if it remains unclear which operations are meant.
    private boolean checkAllow(Directive directive, Outline record, Set<Operation> covered) {
        SchemaParser.ArgumentsContext arguments = directive.context().arguments();
        if (arguments == null || arguments.argument().isEmpty()) {
            findings.add(
                    directive.range(),
                    "`@allow` names no operation",
                    "expected " + String.join(", ", OPERATIONS) + " or `*` in parentheses");
            return false;
        }
        boolean clear = !Damage.in(arguments);
        Set<Operation> own = EnumSet.noneOf(Operation.class);
        for (SchemaParser.ArgumentContext argument : arguments.argument()) {
            Set<Operation> named = argument.exception == null ? operations(argument) : Set.of();
            cover(named, source.range(argument), covered);
            own.addAll(named);
            clear &= !named.isEmpty();
        }
        if (!directive.hasCondition()) {
            if (!directive.isDamaged()) {
                findings.add(directive.range(), "`@allow` has no condition", "expected `{ … }` after the operations");
            }
            return clear;
        }
        Expression expression = checkCondition(directive.context().permission(), record);
        if (expression != null) {
            own.forEach(operation -> record.permissions.putIfAbsent(operation, expression));
        }
        return clear;
    }

    private @Nullable Expression checkCondition(SchemaParser.PermissionContext permission, Outline record) {
        SchemaParser.ExpressionContext expression = permission.expression();
        // A lone word before a syntax error is the beginning of something else.
        boolean isFragment = permission.exception != null
                && expression instanceof SchemaParser.ComparisonContext comparison
                && comparison.operator() == null;
        return expression == null || isFragment ? null : expressions.check(expression, record);
    }

    private Set<Operation> operations(SchemaParser.ArgumentContext argument) {
        if (argument.STAR() != null) {
            return EnumSet.allOf(Operation.class);
        }
        String word = argument.getText();
        Optional<Operation> operation = Arrays.stream(Operation.values())
                .filter(candidate -> candidate.keyword().equals(word))
                .findFirst();
        if (operation.isEmpty()) {
            String suggestion = Suggestion.among(word, OPERATIONS);
            findings.add(
                    source.range(argument),
                    "unknown operation " + SourceText.quote(word),
                    suggestion.isEmpty()
                            ? "the operations are " + String.join(", ", OPERATIONS) + " or `*`"
                            : suggestion);
        }
        return operation.map(Set::of).orElse(Set.of());
    }

    private void cover(Set<Operation> operations, SourceRange range, Set<Operation> covered) {
        String twice = operations.stream()
                .filter(covered::contains)
                .map(operation -> "`" + operation.keyword() + "`")
                .collect(Collectors.joining(", "));
        if (!twice.isEmpty()) {
            String have = twice.contains(",") ? " already have a permission" : " already has a permission";
            findings.add(range, twice + have, "every operation needs exactly one");
        }
        covered.addAll(operations);
    }

    private void checkTopic(Directive directive, Outline record) {
        if (record.topic != null) {
            findings.add(directive.range(), "record `" + record.name + "` has two topics");
            return;
        }
        List<String> fields = fieldsOf(directive, record);
        if (fields != null && directive.arguments().size() != 1) {
            findings.add(directive.range(), "`@topic` takes one field");
        } else if (fields != null && !fields.isEmpty()) {
            record.topic = fields.getFirst();
        }
    }

    private void checkFieldList(Directive directive, Outline record) {
        List<String> fields = fieldsOf(directive, record);
        if (fields != null && directive.arguments().isEmpty()) {
            findings.add(directive.range(), "`@" + directive.name() + "` takes one or more fields");
        } else if (fields != null) {
            (directive.name().equals("unique") ? record.uniques : record.indexes).add(fields);
        }
    }

    /// The fields that the directive names as far as they exist, or null if its arguments could not be read.
    private @Nullable List<String> fieldsOf(Directive directive, Outline record) {
        if (directive.isDamaged()) {
            return null;
        }
        directive.expectNoCondition(findings, source);
        List<String> fields = new ArrayList<>();
        for (Directive.Word word : directive.words(findings, source)) {
            if (!record.fields.containsKey(word.text())) {
                LinkChecker.reportUnknownField(word.range(), word.text(), record, findings);
            } else if (fields.contains(word.text())) {
                findings.add(word.range(), "`" + word.text() + "` is named twice");
            } else {
                fields.add(word.text());
            }
        }
        return fields;
    }
}

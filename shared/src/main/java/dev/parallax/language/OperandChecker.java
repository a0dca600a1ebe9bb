package dev.parallax.language;

import dev.parallax.schema.Field;
import dev.parallax.schema.Operand;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/// Resolves the sides of comparisons.
final class OperandChecker {
    /// @param type null for Null, for a list of nothing else and for an empty list: they agree with every type
    record Typed(Operand operand, @Nullable ScalarType type) {
        boolean isList() {
            return operand instanceof Operand.ListOf;
        }
    }

    private static final List<String> LITERAL_WORDS = List.of("True", "False", "Null");

    private final SourceText source;
    private final Findings findings;
    private final Outline session;
    private final Literals literals;

    OperandChecker(SourceText source, Findings findings, Outline session) {
        this.source = source;
        this.findings = findings;
        this.session = session;
        this.literals = new Literals(source, findings);
    }

    /// The operand, or null after an error.
    @Nullable
    Typed check(SchemaParser.OperandContext context, Outline record) {
        SourceRange range = source.range(context);
        return switch (context) {
            case SchemaParser.OfSessionContext field -> ofSession(field, range);
            case SchemaParser.OfRowContext field -> ofRow(field.path(), range, record);
            case SchemaParser.LiteralValueContext literal -> literal(literal, range);
            case SchemaParser.ListOfContext list -> list(list, range);
            default -> {
                findings.add(range, "`now` may stand only in `@default`: a permission does not depend on the clock");
                yield null;
            }
        };
    }

    private @Nullable Typed ofSession(SchemaParser.OfSessionContext context, SourceRange range) {
        String name = context.ID().getText();
        Field field = session.fields.get(name);
        if (field == null) {
            reportUnknownSessionField(source.range(context.ID().getSymbol()), name, session, findings);
            return null;
        }
        return new Typed(new Operand.OfSession(field, range), field.type());
    }

    static void reportUnknownSessionField(SourceRange range, String name, Outline session, Findings findings) {
        if (!session.mayDeclare(name)) {
            findings.add(
                    range,
                    "unknown session field `" + name + "`",
                    () -> Suggestion.among(name, session.fields.keySet()));
        }
    }

    private @Nullable Typed ofRow(SchemaParser.PathContext path, SourceRange range, Outline record) {
        List<TerminalNode> names = path.ID();
        String name = names.getFirst().getText();
        if (names.size() > 1) {
            boolean throughLink = record.links.containsKey(name);
            findings.add(
                    range,
                    "a condition names fields of " + record.name + " alone, not " + source.quote(range),
                    throughLink
                            ? "linked rows are reached with `exists " + name + " { … }`"
                            : Suggestion.among(name, List.of("Session")));
            return null;
        }
        if (name.equals(Field.UPDATED_AT.name())) {
            return new Typed(new Operand.OfRow(Field.UPDATED_AT, range), ScalarType.INT);
        }
        Field field = record.fields.get(name);
        if (field == null) {
            reportUnknownField(range, name, record);
            return null;
        }
        return new Typed(new Operand.OfRow(field, range), field.type());
    }

    private void reportUnknownField(SourceRange range, String name, Outline record) {
        for (String word : LITERAL_WORDS) {
            if (word.equalsIgnoreCase(name)) {
                findings.add(
                        range, "unknown field `" + name + "` in record " + record.name, Suggestion.didYouMean(word));
                return;
            }
        }
        if (record.mayDeclare(name) || record.links.containsKey(name)) {
            LinkChecker.reportUnknownField(range, name, record, findings);
            return;
        }
        if (session.fields.containsKey(name)) {
            String hint = Suggestion.didYouMean("Session." + name);
            findings.add(range, "unknown field `" + name + "` in record " + record.name, hint);
            return;
        }
        findings.add(range, "unknown field `" + name + "` in record " + record.name, () -> {
            Set<String> names = new TreeSet<>(record.fields.keySet());
            names.add(Field.UPDATED_AT.name());
            return Suggestion.among(name, names);
        });
    }

    private @Nullable Typed literal(SchemaParser.LiteralValueContext context, SourceRange range) {
        Literals.Value value = literals.read(context.literal());
        return value == null ? null : new Typed(new Operand.Literal(value.value(), range), value.type());
    }

    private @Nullable Typed list(SchemaParser.ListOfContext context, SourceRange range) {
        List<Operand.Literal> items = new ArrayList<>();
        ScalarType type = null;
        for (SchemaParser.OperandContext item : context.operand()) {
            SourceRange itemRange = source.range(item);
            if (!(item instanceof SchemaParser.LiteralValueContext literal)) {
                findings.add(itemRange, "a list holds literals alone, not " + source.quote(itemRange));
                return null;
            }
            Typed typed = literal(literal, itemRange);
            if (typed == null || !(typed.operand() instanceof Operand.Literal value)) {
                return null;
            }
            items.add(value);
            if (type != null && typed.type() != null && !type.comparesWith(typed.type())) {
                findings.add(
                        itemRange,
                        "a list of " + type.keyword() + " cannot hold the "
                                + typed.type().keyword() + " " + source.quote(itemRange));
                return null;
            }
            type = type == null ? typed.type() : type;
        }
        return new Typed(new Operand.ListOf(items, range), type);
    }

    /// The operand with its string literals read as instants, or null after an error.
    @Nullable
    Typed asInstants(Typed typed) {
        return switch (typed.operand()) {
            case Operand.Literal literal -> {
                Operand.Literal instant = asInstant(literal);
                yield instant == null ? null : new Typed(instant, ScalarType.DATE_TIME);
            }
            case Operand.ListOf list -> {
                List<Operand.Literal> instants = new ArrayList<>();
                for (Operand.Literal item : list.items()) {
                    Operand.Literal instant = asInstant(item);
                    if (instant == null) {
                        yield null;
                    }
                    instants.add(instant);
                }
                yield new Typed(new Operand.ListOf(instants, list.range()), ScalarType.DATE_TIME);
            }
            case Operand.OfRow ignored -> typed;
            case Operand.OfSession ignored -> typed;
        };
    }

    private Operand.@Nullable Literal asInstant(Operand.Literal literal) {
        if (!(literal.value() instanceof String text)) {
            return literal;
        }
        Object instant = literals.instant(text, literal.range());
        return instant == null ? null : new Operand.Literal(instant, literal.range());
    }
}

package dev.parallax.language;

import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SourceRange;
import org.jspecify.annotations.Nullable;

/// Checks `@default(literal | now | Session.field)`.
final class DefaultChecker {
    private final SourceText source;
    private final Findings findings;
    private final Outline session;
    private final Literals literals;

    DefaultChecker(SourceText source, Findings findings, Outline session) {
        this.source = source;
        this.findings = findings;
        this.session = session;
        this.literals = new Literals(source, findings);
    }

    @Nullable
    DefaultValue check(Directive directive, ScalarType type, boolean nullable, boolean inSession) {
        if (directive.isDamaged()) {
            return null;
        }
        directive.expectNoCondition(findings, source);
        if (directive.arguments().size() != 1) {
            findings.add(directive.range(), "`@default` takes one value");
            return null;
        }
        SchemaParser.ArgumentContext argument = directive.arguments().getFirst();
        return switch (argument.operand()) {
            case SchemaParser.LiteralValueContext literal -> constant(literal.literal(), type, nullable);
            case SchemaParser.NowWordContext now when !inSession -> now(now, type);
            case SchemaParser.OfSessionContext field when !inSession -> fromSession(field, type);
            case null, default -> {
                String expected = inSession ? "a literal" : "a literal, `now` or a session field";
                findings.add(source.range(argument), "a default is " + expected);
                yield null;
            }
        };
    }

    private @Nullable DefaultValue constant(SchemaParser.LiteralContext context, ScalarType type, boolean nullable) {
        SourceRange range = source.range(context);
        Literals.Value literal = literals.read(context);
        if (literal == null) {
            return null;
        }
        if (literal.type() == null) {
            if (!nullable) {
                findings.add(range, "the default of a field that is not nullable cannot be Null");
            }
            return new DefaultValue.Constant(null);
        }
        if (type == ScalarType.DATE_TIME && literal.value() instanceof String text) {
            return new DefaultValue.Constant(literals.instant(text, range));
        }
        if (type == ScalarType.FLOAT && literal.value() instanceof Long number) {
            return new DefaultValue.Constant(number.doubleValue());
        }
        if (literal.type() != type) {
            findings.add(
                    range,
                    "the default of a field of type " + type.keyword() + " cannot be the "
                            + literal.type().keyword() + " " + source.quote(range));
        }
        return new DefaultValue.Constant(literal.value());
    }

    private DefaultValue now(SchemaParser.NowWordContext now, ScalarType type) {
        if (type != ScalarType.DATE_TIME) {
            findings.add(source.range(now), "`now` is a DateTime and cannot be the default of type " + type.keyword());
        }
        return new DefaultValue.Now();
    }

    private @Nullable DefaultValue fromSession(SchemaParser.OfSessionContext context, ScalarType type) {
        String name = context.ID().getText();
        Field field = session.fields.get(name);
        if (field == null) {
            OperandChecker.reportUnknownSessionField(source.range(context.ID().getSymbol()), name, session, findings);
            return null;
        }
        if (field.type() != type) {
            findings.add(
                    source.range(context),
                    "`Session." + name + "` is of type " + field.type().keyword()
                            + " and cannot be the default of type " + type.keyword());
        }
        return new DefaultValue.FromSession(name);
    }
}

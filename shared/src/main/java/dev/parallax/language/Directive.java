package dev.parallax.language;

import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A directive as it is written: `@name(argument, …) { condition }`.
///
/// @param name without the `@`
/// @param range of the name
record Directive(String name, SourceRange range, SchemaParser.DirectiveContext context) {
    /// A plain name among the arguments.
    record Word(String text, SourceRange range) {}

    static Directive of(SchemaParser.DirectiveContext context, SourceText source) {
        String text = context.DIRECTIVE().getText();
        return new Directive(text.substring(1), source.range(context.DIRECTIVE().getSymbol()), context);
    }

    boolean isDamaged() {
        return Damage.in(context);
    }

    boolean hasCondition() {
        return context.permission() != null;
    }

    List<SchemaParser.ArgumentContext> arguments() {
        return context.arguments() == null ? List.of() : context.arguments().argument();
    }

    /// Reports arguments or a condition that the directive does not take.
    void expectBare(Findings findings) {
        if (context.arguments() != null || hasCondition()) {
            findings.add(range, "`@" + name + "` stands alone, without arguments or a condition");
        }
    }

    void expectNoCondition(Findings findings, SourceText source) {
        if (hasCondition()) {
            findings.add(source.range(context.permission()), "`@" + name + "` takes no condition");
        }
    }

    /// The arguments that are plain names; others are reported.
    List<Word> words(Findings findings, SourceText source) {
        List<Word> words = new ArrayList<>();
        for (SchemaParser.ArgumentContext argument : arguments()) {
            List<String> path = pathOf(argument);
            if (path.size() == 1) {
                words.add(new Word(path.getFirst(), source.range(argument)));
            } else {
                findings.add(source.range(argument), "`@" + name + "` takes plain names");
            }
        }
        return words;
    }

    /// `a.b` as its names; empty if the argument is something else.
    static List<String> pathOf(SchemaParser.ArgumentContext argument) {
        return argument.operand() instanceof SchemaParser.OfRowContext row
                ? row.path().ID().stream().map(Object::toString).collect(Collectors.toList())
                : List.of();
    }
}

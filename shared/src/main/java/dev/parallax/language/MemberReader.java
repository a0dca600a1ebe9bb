package dev.parallax.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Sorts the members of a block: each field with its directives, and the directives of the record.
final class MemberReader {
    private static final Set<String> OF_FIELDS = Set.of("id", "default", "link");
    private static final List<String> ALL =
            List.of("id", "default", "link", "unique", "index", "topic", "public", "allow");

    private final SourceText source;
    private final Findings findings;
    private final Outline outline;
    private final Set<String> names = new HashSet<>();
    private Outline.@Nullable Draft current;

    MemberReader(SourceText source, Findings findings, Outline outline) {
        this.source = source;
        this.findings = findings;
        this.outline = outline;
    }

    void readRecord(List<SchemaParser.MemberContext> members) {
        for (SchemaParser.MemberContext member : members) {
            readFieldOrStray(member);
            if (member.directive() != null && member.directive().DIRECTIVE() != null) {
                Directive directive = Directive.of(member.directive(), source);
                if (OF_FIELDS.contains(directive.name())) {
                    attach(directive);
                } else if (ALL.contains(directive.name())) {
                    outline.directives.add(directive);
                } else {
                    findings.add(
                            directive.range(),
                            "unknown directive `@" + directive.name() + "`",
                            Suggestion.among(
                                    "@" + directive.name(),
                                    ALL.stream().map(name -> "@" + name).toList()));
                }
            }
        }
    }

    void readSession(List<SchemaParser.MemberContext> members) {
        for (SchemaParser.MemberContext member : members) {
            readFieldOrStray(member);
            if (member.directive() != null && member.directive().DIRECTIVE() != null) {
                Directive directive = Directive.of(member.directive(), source);
                if (directive.name().equals("default")) {
                    attach(directive);
                } else {
                    findings.add(
                            directive.range(),
                            "a session field takes no `@" + directive.name() + "`, only `@default(literal)`");
                }
            }
        }
    }

    private void readFieldOrStray(SchemaParser.MemberContext member) {
        if (member.strayMember() != null) {
            Token start = member.strayMember().getStart();
            findings.add(
                    source.range(start),
                    "expected a field, a directive or `}`, not " + SyntaxErrors.quote(start),
                    hint(start));
        } else if (member.field() != null && member.field().name() != null && !Damage.in(member.field())) {
            readField(member.field());
        }
    }

    private static String hint(Token stray) {
        if (stray.getType() == SchemaParser.COMMA) {
            return "the members of a block stand without commas";
        }
        return Character.isLetter(stray.getText().codePointAt(0))
                ? "names are made of the letters a to z and A to Z, digits and `_`"
                : "";
    }

    private void readField(SchemaParser.FieldContext field) {
        String name = field.name().getText();
        Outline.Draft draft = new Outline.Draft(field, name, source.range(field.name()), new ArrayList<>());
        current = draft;
        boolean wellNamed = Names.checkField(name, draft.range(), findings);
        if (!names.add(name)) {
            findings.add(draft.range(), "`" + name + "` is declared twice in " + where());
        } else if (wellNamed) {
            outline.drafts.add(draft);
        } else {
            outline.broken.add(name);
        }
    }

    private void attach(Directive directive) {
        if (current == null) {
            if (!outline.damaged) {
                findings.add(directive.range(), "`@" + directive.name() + "` needs a field before it");
            }
        } else {
            current.directives().add(directive);
        }
    }

    private String where() {
        return outline.name.equals("Session") ? "the session" : "record " + outline.name;
    }
}

package dev.parallax.language;

import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks the fields of records and of the session: types, ids and defaults. The session comes first.
final class FieldChecker {
    private final SourceText source;
    private final Findings findings;
    private final Outline session;
    private final DefaultChecker defaults;

    FieldChecker(SourceText source, Findings findings, Outline session) {
        this.source = source;
        this.findings = findings;
        this.session = session;
        this.defaults = new DefaultChecker(source, findings, session);
    }

    void checkSessionField(Outline.Draft draft) {
        ScalarType type = typeOf(draft, session);
        if (type == null) {
            session.broken.add(draft.name());
            return;
        }
        DefaultValue value = defaultOf(draft, type, isNullable(draft), true);
        session.fields.put(draft.name(), new Field(draft.name(), type, isNullable(draft), value, draft.range()));
    }

    void checkRecord(Outline record) {
        for (Outline.Draft draft : record.drafts) {
            if (draft.name().equals(Field.UPDATED_AT.name())) {
                findings.add(draft.range(), "`updatedAt` is a system field that every record has; it is not declared");
            } else if (directive(draft, "link").isEmpty()) {
                checkField(draft, record);
            }
        }
        if (record.idField == null && !record.damaged && record.broken.isEmpty()) {
            findings.add(record.range, "record `" + record.name + "` has no id", "expected one field `id Int @id`");
        }
    }

    private void checkField(Outline.Draft draft, Outline record) {
        ScalarType type = typeOf(draft, record);
        if (type == null) {
            record.broken.add(draft.name());
            return;
        }
        List<Directive> ids = all(draft, "id");
        for (Directive id : ids) {
            id.expectBare(findings);
            if (id != ids.getFirst()) {
                findings.add(id.range(), "`@id` is written twice");
            }
        }
        DefaultValue value = ids.isEmpty() ? defaultOf(draft, type, isNullable(draft), false) : null;
        Field field = new Field(draft.name(), type, isNullable(draft), value, draft.range());
        record.fields.put(draft.name(), field);
        if (!ids.isEmpty()) {
            checkId(ids.getFirst(), draft, field, record);
        }
    }

    private void checkId(Directive id, Outline.Draft draft, Field field, Outline record) {
        if (record.idField != null) {
            findings.add(
                    id.range(),
                    "record `" + record.name + "` has two ids, `" + record.idField + "` and `" + field.name() + "`");
            return;
        }
        record.idField = field.name();
        if (field.type() != ScalarType.INT || field.nullable()) {
            String type = field.type().keyword() + (field.nullable() ? "?" : "");
            findings.add(
                    source.range(draft.context().type()), "the id `" + field.name() + "` must be Int, not " + type);
        }
        directive(draft, "default")
                .ifPresent(value -> findings.add(value.range(), "an id takes no default: the server assigns it"));
    }

    private @Nullable DefaultValue defaultOf(
            Outline.Draft draft, ScalarType type, boolean nullable, boolean inSession) {
        List<Directive> all = all(draft, "default");
        if (all.size() > 1) {
            findings.add(all.get(1).range(), "`@default` is written twice");
        }
        return all.isEmpty() ? null : defaults.check(all.getFirst(), type, nullable, inSession);
    }

    private @Nullable ScalarType typeOf(Outline.Draft draft, Outline owner) {
        SchemaParser.TypeContext context = draft.context().type();
        if (context == null) {
            findings.add(
                    draft.range(),
                    "the field `" + draft.name() + "` has no type",
                    "expected " + String.join(", ", Names.TYPES) + (owner == session ? "" : " or `@link(…)`"));
            return null;
        }
        String word = context.ID().getText();
        Optional<ScalarType> type = Arrays.stream(ScalarType.values())
                .filter(candidate -> candidate.keyword().equals(word))
                .findFirst();
        if (type.isEmpty()) {
            String suggestion = Suggestion.among(word, Names.TYPES);
            findings.add(
                    source.range(context.ID().getSymbol()),
                    "unknown type `" + word + "`",
                    suggestion.isEmpty() ? "the types are " + String.join(", ", Names.TYPES) : suggestion);
        }
        return type.orElse(null);
    }

    private static boolean isNullable(Outline.Draft draft) {
        return draft.context().type().QUESTION() != null;
    }

    private static List<Directive> all(Outline.Draft draft, String name) {
        return draft.directives().stream()
                .filter(directive -> directive.name().equals(name))
                .toList();
    }

    static Optional<Directive> directive(Outline.Draft draft, String name) {
        return all(draft, name).stream().findFirst();
    }
}

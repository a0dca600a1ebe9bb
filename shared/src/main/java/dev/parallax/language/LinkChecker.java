package dev.parallax.language;

import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.SourceRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks `name @link(field, Record.id)` and `name @link(Record.field)`, once the fields of every record are known.
final class LinkChecker {
    private final SourceText source;
    private final Findings findings;
    private final Map<String, Outline> records;
    private final boolean recordsLost;

    /// @param recordsLost if records may be declared where the parser could not read them
    LinkChecker(SourceText source, Findings findings, Map<String, Outline> records, boolean recordsLost) {
        this.source = source;
        this.findings = findings;
        this.records = records;
        this.recordsLost = recordsLost;
    }

    void check(Outline record) {
        for (Outline.Draft draft : record.drafts) {
            FieldChecker.directive(draft, "link").ifPresent(directive -> {
                Link link = check(draft, directive, record);
                if (link == null) {
                    record.broken.add(draft.name());
                } else {
                    record.links.put(draft.name(), link);
                }
            });
        }
    }

    private @Nullable Link check(Outline.Draft draft, Directive directive, Outline record) {
        if (draft.context().type() != null) {
            findings.add(source.range(draft.context().type()), "the link `" + draft.name() + "` takes no type");
            return null;
        }
        for (Directive other : draft.directives()) {
            if (other != directive) {
                findings.add(other.range(), "a link takes no further `@" + other.name() + "`");
            }
        }
        if (directive.isDamaged()) {
            return null;
        }
        directive.expectNoCondition(findings, source);
        List<SchemaParser.ArgumentContext> arguments = directive.arguments();
        if (arguments.size() == 1 && Directive.pathOf(arguments.getFirst()).size() == 2) {
            return toMany(draft, arguments.getFirst(), record);
        }
        if (arguments.size() == 2
                && Directive.pathOf(arguments.getFirst()).size() == 1
                && Directive.pathOf(arguments.getLast()).size() == 2) {
            return toOne(draft, arguments.getFirst(), arguments.getLast(), record);
        }
        findings.add(directive.range(), "a link is `@link(field, Record.id)` or `@link(Record.field)`");
        return null;
    }

    private @Nullable Link toMany(Outline.Draft draft, SchemaParser.ArgumentContext argument, Outline record) {
        Field target = target(argument);
        Field id = record.idField == null ? null : record.fields.get(record.idField);
        String targetName = Directive.pathOf(argument).getFirst();
        return target == null || id == null ? null : link(draft, id, targetName, target, true, argument);
    }

    private @Nullable Link toOne(
            Outline.Draft draft,
            SchemaParser.ArgumentContext localArgument,
            SchemaParser.ArgumentContext argument,
            Outline record) {
        String localName = Directive.pathOf(localArgument).getFirst();
        Field local = record.fields.get(localName);
        if (local == null) {
            reportUnknownField(source.range(localArgument), localName, record, findings);
        }
        Field target = target(argument);
        if (local == null || target == null) {
            return null;
        }
        String targetName = Directive.pathOf(argument).getFirst();
        Outline targetRecord = records.get(targetName);
        if (targetRecord != null && targetRecord.idField != null && !targetRecord.idField.equals(target.name())) {
            findings.add(
                    source.range(argument),
                    "a link to one row leads to an id, and `" + target.name() + "` is not that of " + targetName,
                    Suggestion.didYouMean(targetName + "." + targetRecord.idField));
            return null;
        }
        return link(draft, local, targetName, target, false, argument);
    }

    private @Nullable Link link(
            Outline.Draft draft,
            Field local,
            String targetName,
            Field target,
            boolean many,
            SchemaParser.ArgumentContext argument) {
        if (!local.type().comparesWith(target.type())) {
            findings.add(
                    source.range(argument),
                    "a link cannot compare " + local.type().keyword() + " `" + local.name() + "` with "
                            + target.type().keyword() + " `" + targetName + "." + target.name() + "`");
            return null;
        }
        return new Link(draft.name(), local.name(), targetName, target.name(), many, draft.range());
    }

    /// The field that `Record.field` names, or null after an error.
    private @Nullable Field target(SchemaParser.ArgumentContext argument) {
        SourceRange range = source.range(argument);
        String recordName = Directive.pathOf(argument).getFirst();
        String fieldName = Directive.pathOf(argument).getLast();
        Outline record = records.get(recordName);
        if (record == null) {
            if (!recordsLost) {
                SourceRange name = source.within(range, 0, recordName.length());
                findings.add(
                        name,
                        "unknown record `" + recordName + "`",
                        () -> Suggestion.among(recordName, records.keySet()));
            }
            return null;
        }
        Field field = record.fields.get(fieldName);
        if (field == null) {
            reportUnknownField(
                    source.within(range, range.end() - range.start() - fieldName.length(), range.end() - range.start()),
                    fieldName,
                    record,
                    findings);
        }
        return field;
    }

    static void reportUnknownField(SourceRange range, String name, Outline record, Findings findings) {
        if (record.mayDeclare(name)) {
            return;
        }
        if (record.links.containsKey(name)) {
            findings.add(range, "`" + name + "` is a link of record " + record.name + ", not a field");
        } else {
            findings.add(
                    range,
                    "unknown field `" + name + "` in record " + record.name,
                    () -> Suggestion.among(name, record.fields.keySet()));
        }
    }
}

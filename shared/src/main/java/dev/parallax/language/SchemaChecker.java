package dev.parallax.language;

import dev.parallax.schema.Schema;
import dev.parallax.schema.SessionType;
import dev.parallax.schema.SourceRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/// Turns a parse tree into a schema: first every name, then what the names refer to, then the conditions.
/// Whatever is wrong is reported and the rest is checked all the same. Confined to one parse.
final class SchemaChecker {
    private final SourceText source;
    private final Findings findings;
    private final Map<String, Outline> records = new LinkedHashMap<>();
    private Outline session = new Outline("Session", SourceRange.NONE, false);
    private boolean sessionSeen;
    private boolean recordsLost;

    SchemaChecker(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /// The schema, if nothing at all is wrong.
    Optional<Schema> check(SchemaParser.FileContext file) {
        for (ParseTree part : file.children == null ? List.<ParseTree>of() : file.children) {
            switch (part) {
                case SchemaParser.SessionBlockContext block -> readSession(block);
                case SchemaParser.RecordBlockContext block -> readRecord(block);
                case SchemaParser.StrayContext stray -> reportStray(stray);
                case ErrorNode ignored -> recordsLost = true;
                default -> {}
            }
        }
        if (records.isEmpty() && findings.isEmpty()) {
            findings.add(source.end(), "the schema declares no record", "expected `record Name { … }`");
        }
        FieldChecker fields = new FieldChecker(source, findings, session);
        session.drafts.forEach(draft -> fields.checkSessionField(draft));
        records.values().forEach(fields::checkRecord);
        LinkChecker links = new LinkChecker(source, findings, records, recordsLost);
        records.values().forEach(links::check);
        DirectiveChecker directives = new DirectiveChecker(source, findings, session, records);
        records.values().forEach(directives::check);
        return findings.isEmpty()
                ? Optional.of(new Schema(
                        source.text(),
                        new SessionType(List.copyOf(session.fields.values())),
                        records.values().stream().map(Outline::toRecord).toList()))
                : Optional.empty();
    }

    private void readSession(SchemaParser.SessionBlockContext block) {
        SourceRange range = source.range(block.SESSION().getSymbol());
        if (sessionSeen) {
            findings.add(range, "the `session` block is declared twice");
            return;
        }
        sessionSeen = true;
        session = new Outline("Session", range, Damage.outsideConditions(block));
        new MemberReader(source, findings, session).readSession(block.member());
    }

    private void readRecord(SchemaParser.RecordBlockContext block) {
        if (block.name() == null || Damage.in(block.name())) {
            recordsLost = true;
            return;
        }
        String name = block.name().getText();
        Outline outline = new Outline(name, source.range(block.name()), Damage.outsideConditions(block));
        Names.checkRecord(name, outline.range, findings);
        new MemberReader(source, findings, outline).readRecord(block.member());
        if (records.putIfAbsent(name, outline) != null) {
            findings.add(outline.range, "record `" + name + "` is declared twice");
        }
    }

    /// Text between declarations; after a damaged declaration it is most likely the rest of that one.
    private void reportStray(SchemaParser.StrayContext stray) {
        boolean followsDamage = records.values().stream().anyMatch(record -> record.damaged) || session.damaged;
        recordsLost = true;
        if (!followsDamage) {
            findings.add(
                    source.range(stray.getStart()),
                    "expected `session` or `record`, not " + SyntaxErrors.quote(stray.getStart()));
        }
    }
}

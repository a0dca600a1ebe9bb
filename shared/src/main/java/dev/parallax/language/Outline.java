package dev.parallax.language;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.SourceRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A record, or the session, as far as it has been checked. Confined to one parse.
final class Outline {
    /// A field or link as it is written, with the directives that follow it.
    record Draft(SchemaParser.FieldContext context, String name, SourceRange range, List<Directive> directives) {}

    final String name;
    final SourceRange range;

    /// True if the parser lost parts of the block: what seems to be missing from it may stand there after all.
    final boolean damaged;

    final List<Draft> drafts = new ArrayList<>();
    final List<Directive> directives = new ArrayList<>();
    final Map<String, Field> fields = new LinkedHashMap<>();
    final Map<String, Link> links = new LinkedHashMap<>();

    /// Names that are declared, but not well: using them is no further error.
    final Set<String> broken = new HashSet<>();

    final Map<Operation, Expression> permissions = new EnumMap<>(Operation.class);
    final List<List<String>> uniques = new ArrayList<>();
    final List<List<String>> indexes = new ArrayList<>();

    @Nullable
    String topic;

    @Nullable
    String idField;

    Outline(String name, SourceRange range, boolean damaged) {
        this.name = name;
        this.range = range;
        this.damaged = damaged;
    }

    /// True if `member` may well be declared, though not understood.
    boolean mayDeclare(String member) {
        return damaged || broken.contains(member);
    }

    /// @throws IllegalStateException if errors were found in the record
    RecordType toRecord() {
        if (idField == null) {
            throw new IllegalStateException("record " + name + " has no id");
        }
        return new RecordType(
                name,
                List.copyOf(fields.values()),
                idField,
                List.copyOf(links.values()),
                permissions,
                uniques,
                indexes,
                topic,
                range);
    }
}

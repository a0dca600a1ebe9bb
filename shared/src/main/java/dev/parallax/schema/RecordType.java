package dev.parallax.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A declared record. Immutable.
///
/// @param name UpperCamel
/// @param fields in declaration order; exactly one is the id; `updatedAt` is not among them
/// @param idField the name of the field declared `@id`
/// @param permissions one expression for each operation
/// @param uniques field names that are unique together, by `@unique`
/// @param indexes field names that are indexed together, by `@index`
/// @param topic the field named by `@topic`, or null
/// @param range where its name is declared
public record RecordType(
        String name,
        List<Field> fields,
        String idField,
        List<Link> links,
        Map<Operation, Expression> permissions,
        List<List<String>> uniques,
        List<List<String>> indexes,
        @Nullable String topic,
        SourceRange range) {
    public RecordType {
        fields = List.copyOf(fields);
        links = List.copyOf(links);
        permissions = Map.copyOf(permissions);
        uniques = List.copyOf(uniques);
        indexes = List.copyOf(indexes);
    }

    /// The declared field, or the system field `updatedAt`.
    public Optional<Field> field(String fieldName) {
        if (fieldName.equals(Field.UPDATED_AT.name())) {
            return Optional.of(Field.UPDATED_AT);
        }
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    public Optional<Link> link(String linkName) {
        return links.stream().filter(link -> link.name().equals(linkName)).findFirst();
    }

    /// The permission for `operation`; a checked record has one for each.
    public Expression permission(Operation operation) {
        Expression permission = permissions.get(operation);
        if (permission == null) {
            throw new IllegalStateException("record " + name + " has no permission for " + operation.keyword());
        }
        return permission;
    }
}

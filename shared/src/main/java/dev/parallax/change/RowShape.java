package dev.parallax.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The record name and field names that rows have in common, so that a row is one array. Immutable; two shapes
/// are equal if their record and field names are.
public final class RowShape {
    private final String record;
    private final List<String> fields;
    private final Map<String, Integer> indexes;
    private final int idIndex;
    private final int versionIndex;

    /// @param fields all field names in order, the id and `updatedAt` included
    public RowShape(String record, List<String> fields, String idField) {
        this.record = record;
        this.fields = List.copyOf(fields);
        this.indexes = new HashMap<>();
        for (int index = 0; index < fields.size(); index++) {
            indexes.put(fields.get(index), index);
        }
        this.idIndex = indexOf(idField);
        this.versionIndex = indexOf("updatedAt");
        if (idIndex < 0 || versionIndex < 0) {
            throw new IllegalArgumentException("a row of " + record + " needs `" + idField + "` and `updatedAt`");
        }
    }

    public String record() {
        return record;
    }

    public List<String> fields() {
        return fields;
    }

    /// The position of `field`, or -1.
    public int indexOf(String field) {
        return indexes.getOrDefault(field, -1);
    }

    int idIndex() {
        return idIndex;
    }

    int versionIndex() {
        return versionIndex;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof RowShape shape
                        && record.equals(shape.record)
                        && idIndex == shape.idIndex
                        && fields.equals(shape.fields));
    }

    @Override
    public int hashCode() {
        return 31 * record.hashCode() + fields.hashCode();
    }
}

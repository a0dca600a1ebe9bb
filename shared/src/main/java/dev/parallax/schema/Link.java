package dev.parallax.schema;

/// A declared relation: rows of `target` whose `targetField` equals this row's `localField`.
///
/// @param name lowerCamel
/// @param localField the field of the declaring record that is compared
/// @param target the linked record's name
/// @param targetField the field of the linked record that is compared
/// @param many false for `@link(field, Record.id)`, true for `@link(Record.field)`
/// @param range where it is declared
public record Link(
        String name, String localField, String target, String targetField, boolean many, SourceRange range) {}

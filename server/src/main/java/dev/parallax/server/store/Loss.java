package dev.parallax.server.store;

import org.jspecify.annotations.Nullable;

/// Something that a change of the schema would do to rows and values that are there. Immutable.
///
/// @param record the record, or `Session`
/// @param field null if whole rows go
/// @param count of the rows or values that it concerns; a declaration without any goes as well
/// @param what as a part of a sentence, such as "drop the field `Post.content` with 60 values"
public record Loss(String record, @Nullable String field, long count, String what) {}

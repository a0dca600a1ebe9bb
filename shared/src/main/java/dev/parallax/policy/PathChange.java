package dev.parallax.policy;

import dev.parallax.change.Row;

/// One path of linked rows that a transaction made or broke. A path that it changed is one that it broke and one
/// that it made. Immutable.
///
/// @param question the id of the [LinkQuestion] whose path it is
/// @param key where it starts
/// @param end the row it ends in, as it is (made) or was (broken)
/// @param isMade false if it was broken
/// @param version of the newest change that did it
public record PathChange(String question, Object key, Row end, boolean isMade, long version) {}

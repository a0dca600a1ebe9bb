package dev.parallax.ui.world;

/// Why a session may, or may not, do something with a row. Immutable.
///
/// @param sentence the whole answer in one sentence
/// @param tree the permission, node by node
public record Verdict(boolean allowed, String sentence, Reason tree) {}

package dev.parallax.server.engine;

/// What the engine has counted since it was opened. Immutable.
///
/// @param waiting writes that wait for the writer now
/// @param groups of writes that shared a transaction
/// @param writes in those groups
/// @param commits published, each one request that changed something
/// @param changes in them
/// @param changesDelivered changes given to subscribers, one for each subscriber; divided by `changes`, how much each
/// change is multiplied
/// @param scopingNanos spent on deciding who sees the commits, without giving them to anybody
public record EngineFigures(
        int waiting, long groups, long writes, long commits, long changes, long changesDelivered, long scopingNanos) {}

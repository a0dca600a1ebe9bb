package dev.parallax.ui.faults;

/// Whom a fault is for.
public enum FaultScope {
    SELECTED,
    EVERYONE,
    SERVER
}

package dev.parallax.ui.tableau;

/// By what cards are gathered under a heading.
public enum GroupBy {
    NONE,
    USER,
    ROLE,
    WORKSPACE,
    DIALECT,
    STATUS
}

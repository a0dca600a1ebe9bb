package dev.parallax.ui.tableau;

/// In which order cards follow each other; equal ones by their numbers.
public enum SortBy {
    NUMBER,
    USER,
    ROLE,
    WORKSPACE,
    DIALECT,
    /// What needs a look comes first.
    STATUS
}

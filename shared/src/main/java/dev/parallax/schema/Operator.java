package dev.parallax.schema;

/// A comparison operator of the permission language.
public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    NOT_IN("not in"),
    STARTS_WITH("startsWith");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    /// The operator as a schema writes it.
    public String symbol() {
        return symbol;
    }
}

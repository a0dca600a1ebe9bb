package dev.parallax.server.engine;

/// What becomes of a change that was made on an older version of its row. Immutable.
public enum MergeRule {
    /// It is applied field by field, and its maker is told what it wrote over.
    LAST_WRITE_WINS("lww"),
    /// It is rejected, and its maker gets the row as it is, to resolve it.
    REJECT("reject");

    private final String keyword;

    MergeRule(String keyword) {
        this.keyword = keyword;
    }

    /// As the command line names it.
    public String keyword() {
        return keyword;
    }
}

package dev.parallax.client;

/// What a client's write does to its row.
public enum WriteKind {
    CREATE("create"),
    UPDATE("update"),
    DELETE("delete");

    private final String verb;

    WriteKind(String verb) {
        this.verb = verb;
    }

    /// The start of the operation's name on the wire: `create`, `update`, `delete`.
    public String verb() {
        return verb;
    }
}

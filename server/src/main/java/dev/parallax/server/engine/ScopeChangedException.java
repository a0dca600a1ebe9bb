package dev.parallax.server.engine;

/// The schema came into force that says something else about who may query what, after a scope was made and before it
/// was read by.
final class ScopeChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScopeChangedException() {
        super("another schema is in force", null, false, false);
    }
}

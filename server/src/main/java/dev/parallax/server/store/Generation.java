package dev.parallax.server.store;

/// The tables of one schema, and how many still read them. A schema that follows gets a generation of its own; the
/// tables that only the old one has are dropped when nobody reads them any more. Thread-safe.
final class Generation {
    private final SchemaHistory schemas;
    private final Tables tables;
    private int readers;
    private boolean retired;

    /// @param schemas the history up to this generation's schema
    Generation(SchemaHistory schemas, Tables tables) {
        this.schemas = schemas;
        this.tables = tables;
    }

    long version() {
        return schemas.version();
    }

    SchemaHistory schemas() {
        return schemas;
    }

    Tables tables() {
        return tables;
    }

    /// False if it is over; a new snapshot then sees the next one.
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        readers++;
        return true;
    }

    synchronized void leave() {
        readers--;
    }

    /// True if nobody reads it; then nobody will any more.
    synchronized boolean retire() {
        retired = readers == 0;
        return retired;
    }
}

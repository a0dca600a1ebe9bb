package dev.parallax.oracle;

/// Compares every client's rows with the truth, at its own pace on its own thread. Thread-safe.
public final class Oracle implements AutoCloseable {
    /// The newest report; returns at once.
    public OracleReport report() {
        return OracleReport.NONE;
    }

    /// Compares now, on the calling thread.
    public OracleReport checkNow() {
        return OracleReport.NONE;
    }

    @Override
    public void close() {}
}

package dev.parallax.client;

/// What the clients of one process share so that equal things are read and kept once. Thread-safe.
public record Shared(RowPool rows, FrameReader frames) {
    public Shared() {
        this(new RowPool(), new FrameReader());
    }
}

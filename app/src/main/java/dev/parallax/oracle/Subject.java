package dev.parallax.oracle;

import dev.parallax.client.ReplicaSnapshot;

/// A client as the oracle sees it. Immutable.
public record Subject(int number, ReplicaSnapshot snapshot) {}

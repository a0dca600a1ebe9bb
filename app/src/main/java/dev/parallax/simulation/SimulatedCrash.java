package dev.parallax.simulation;

/// The server dies here. An error and no exception, so that nothing on the way takes it for a failure of its own.
final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1;

    SimulatedCrash() {
        super("the server crashes", null, false, false);
    }
}
